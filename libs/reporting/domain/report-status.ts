/** HL7 FHIR R4 DiagnosticReport.status, without `registered` and `partial`, which a drafted report never is. */
export const reportStatuses = [
  'preliminary',
  'final',
  'appended',
  'amended',
  'corrected',
  'cancelled',
  'entered-in-error',
] as const;
export type ReportStatus = (typeof reportStatuses)[number];

/**
 * What may follow what. `appended`: something was added; `amended`: something was changed for new
 * information; `corrected`: an error was put right. A report once signed never becomes preliminary again.
 */
export const reportTransitions = {
  preliminary: ['final', 'cancelled'],
  final: ['appended', 'amended', 'corrected', 'entered-in-error'],
  appended: ['appended', 'amended', 'corrected', 'entered-in-error'],
  amended: ['appended', 'amended', 'corrected', 'entered-in-error'],
  corrected: ['appended', 'amended', 'corrected', 'entered-in-error'],
  cancelled: [],
  'entered-in-error': [],
} as const satisfies Record<ReportStatus, readonly ReportStatus[]>;

export const mayBecome = (from: ReportStatus, to: ReportStatus): boolean =>
  (reportTransitions[from] as readonly ReportStatus[]).includes(to);

/** Signed by a physician and still in force. */
export const isSigned = (status: ReportStatus): boolean =>
  status === 'final' || status === 'appended' || status === 'amended' || status === 'corrected';

/** Taken back: its words must not be read any more, and are not sent again. */
export const isWithdrawn = (status: ReportStatus): boolean =>
  status === 'cancelled' || status === 'entered-in-error';

/** Signed by a physician, in force or taken back since. */
export const wasSigned = (status: ReportStatus): boolean => isSigned(status) || status === 'entered-in-error';
