import type { AuditAction, ExportFormat, Priority, ReadingState, ReportStatus } from '@wetread/contracts';

export const STATE_WORDS: Record<ReadingState, string> = {
  receiving: 'Receiving',
  'awaiting-draft': 'Drafting',
  drafted: 'Draft ready',
  'in-progress': 'In progress',
  signed: 'Signed',
  refused: 'No draft',
  failed: 'Failed',
};

export const PRIORITY_WORDS: Record<Priority, string> = {
  stat: 'Stat',
  urgent: 'Urgent',
  routine: 'Routine',
};

export const STATUS_WORDS: Record<ReportStatus, string> = {
  preliminary: 'Preliminary',
  final: 'Final',
  appended: 'Appended',
  amended: 'Amended',
  corrected: 'Corrected',
  cancelled: 'Cancelled',
  'entered-in-error': 'Entered in error',
};

export const FORMAT_WORDS: Record<ExportFormat, { name: string; about: string }> = {
  text: { name: 'Plain text', about: 'for a letter or a note' },
  pdf: { name: 'PDF', about: 'to print or to send' },
  fhir: { name: 'FHIR R4', about: 'DiagnosticReport, JSON' },
  'fhir-bundle': { name: 'FHIR R4, all resources', about: 'transaction Bundle, JSON' },
  sr: { name: 'DICOM SR', about: 'Basic Text SR, for the archive' },
  'comprehensive-sr': { name: 'DICOM SR, measurements', about: 'TID 1500, findings with regions' },
  'encapsulated-pdf': { name: 'DICOM PDF', about: 'Encapsulated PDF, for viewers' },
  gsps: { name: 'Presentation state', about: 'regions over the film' },
  'key-objects': { name: 'Key images', about: 'Key Object Selection' },
  oru: { name: 'HL7 v2', about: 'ORU^R01 for the RIS or EHR' },
};

/** Formats as the export menu groups them. */
export const FORMAT_GROUPS: readonly { name: string; formats: readonly ExportFormat[] }[] = [
  { name: 'To read', formats: ['text', 'pdf'] },
  {
    name: 'For the archive (DICOM)',
    formats: ['sr', 'comprehensive-sr', 'encapsulated-pdf', 'gsps', 'key-objects'],
  },
  { name: 'For the record (FHIR, HL7)', formats: ['fhir', 'fhir-bundle', 'oru'] },
];

/** What the verifier's flags mean, in a word or two. */
export const FLAG_WORDS: Record<string, string> = {
  contradiction: 'Contradiction',
  'wrong-side': 'Wrong side',
  'wrong-zone': 'Wrong zone',
  unsupported: 'Unsupported',
  overstated: 'Overstated',
  omitted: 'Finding left out',
  'false-comparison': 'False comparison',
};

export const ACTION_WORDS: Record<AuditAction, string> = {
  received: 'Received',
  refused: 'Refused',
  restored: 'Restored',
  deleted: 'Deleted',
  purged: 'Purged',
  quarantined: 'Quarantined',
  'quarantine-retried': 'Quarantined object tried again',
  completed: 'Study complete',
  viewed: 'Viewed',
  drafted: 'Drafted',
  'draft-refused': 'Draft refused',
  edited: 'Edited',
  signed: 'Signed',
  appended: 'Addendum',
  corrected: 'Corrected',
  withdrawn: 'Withdrawn',
  exported: 'Exported',
  delivered: 'Delivered',
  'delivery-failed': 'Delivery failed',
  'delivery-resent': 'Sent again',
  'delivery-skipped': 'Delivery skipped',
  'destination-changed': 'Destination changed',
  'delivery-messages-forgotten': 'Sent messages forgotten',
  'logged-in': 'Signed in',
  'logged-out': 'Signed out',
  'login-failed': 'Sign-in failed',
  'user-changed': 'User changed',
  'token-created': 'Token created',
  'token-revoked': 'Token revoked',
  'rules-saved': 'Rules saved',
  'rules-activated': 'Rules activated',
  routed: 'Routed',
  'prior-source-changed': 'Source of priors changed',
  'priors-fetched': 'Priors fetched',
  'workitem-created': 'Workitem created',
  'workitem-changed': 'Workitem changed',
  'workitem-removed': 'Workitem removed',
  'patient-updated': 'Patient updated',
  'patient-merged': 'Patients merged',
  'identity-conflict': 'Identity noted',
  'identity-settled': 'Identity settled',
  'order-changed': 'Order',
  'application-entity-changed': 'DICOM peer changed',
  queried: 'Queried',
  retrieved: 'Retrieved',
  'commitment-answered': 'Storage commitment',
  'hl7-refused': 'HL7 message refused',
  failed: 'Failed',
};

/** The server's messages begin small, since they are joined to others. */
export const sentence = (words: string): string => words.charAt(0).toUpperCase() + words.slice(1);

/** `12 studies`, `1 study`. */
export const counted = (count: number, one: string, many = `${one}s`): string =>
  `${count} ${count === 1 ? one : many}`;

/** Why a revision or a later draft came to be; a correction's reason is a person's own words and stands as it is. */
export function reasonWords(reason: string): string {
  return REASONS[reason] ?? reason;
}

const REASONS: Record<string, string> = {
  'late-instance': 'Another image of this study arrived.',
  'other-model': 'Another model read this study.',
  signed: 'Signed.',
  addendum: 'Addendum.',
};
