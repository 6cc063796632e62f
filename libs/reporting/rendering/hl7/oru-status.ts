import type { ReportStatus } from '../../domain/report-status';

/**
 * OBR-25, table 0123. It has no code for an addendum: the result stays final, and the addendum's own OBX says what
 * it is. A report of the wrong patient is a correction of what was sent, not a cancelled order.
 */
export const resultStatus = {
  preliminary: 'P',
  final: 'F',
  appended: 'F',
  amended: 'C',
  corrected: 'C',
  cancelled: 'X',
  'entered-in-error': 'C',
} as const satisfies Record<ReportStatus, string>;

/** OBX-11, table 0085; `A` and `B` as later versions of the standard have added them to it. */
export const observationStatus = {
  preliminary: 'P',
  final: 'F',
  appended: 'F',
  amended: 'A',
  corrected: 'C',
  cancelled: 'X',
  'entered-in-error': 'W',
} as const satisfies Record<ReportStatus, string>;

/** OBX-11 of an addendum of a report that is appended: further information, what was signed stands. */
export const APPENDED = 'B';

/** OBX-11: the receiver deletes the record. */
export const DELETED = 'D';

/** ORC-5, table 0038. */
export const orderStatus = {
  preliminary: 'A',
  final: 'CM',
  appended: 'CM',
  amended: 'CM',
  corrected: 'CM',
  cancelled: 'CA',
  'entered-in-error': 'CM',
} as const satisfies Record<ReportStatus, string>;
