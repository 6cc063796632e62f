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
  sr: { name: 'DICOM SR', about: 'Basic Text SR, for the archive' },
};

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
  quarantined: 'Quarantined',
  completed: 'Study complete',
  viewed: 'Viewed',
  drafted: 'Drafted',
  'draft-refused': 'Draft refused',
  edited: 'Edited',
  signed: 'Signed',
  appended: 'Addendum',
  corrected: 'Corrected',
  exported: 'Exported',
  'logged-in': 'Signed in',
  'logged-out': 'Signed out',
  'login-failed': 'Sign-in failed',
  'user-changed': 'User changed',
  'token-created': 'Token created',
  'token-revoked': 'Token revoked',
  failed: 'Failed',
};

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
