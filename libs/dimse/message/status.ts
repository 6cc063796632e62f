/** Statuses of PS3.7 annex C that belong to no service class. */
export const Status = {
  success: 0x0000,
  cancel: 0xfe00,
  pending: 0xff00,
  /** Pending, but not all optional keys were matched (PS3.4 table C.4-1). */
  pendingWithWarning: 0xff01,
  processingFailure: 0x0110,
  noSuchSopInstance: 0x0112,
  noSuchEventType: 0x0113,
  noSuchArgument: 0x0114,
  invalidArgumentValue: 0x0115,
  invalidObjectInstance: 0x0117,
  noSuchSopClass: 0x0118,
  classInstanceConflict: 0x0119,
  sopClassNotSupported: 0x0122,
  noSuchAction: 0x0123,
  notAuthorized: 0x0124,
  duplicateInvocation: 0x0210,
  unrecognizedOperation: 0x0211,
  mistypedArgument: 0x0212,
  outOfResources: 0xa700,
  unableToCalculateMatches: 0xa701,
  unableToPerformSubOperations: 0xa702,
  moveDestinationUnknown: 0xa801,
  dataSetDoesNotMatch: 0xa900,
  subOperationsWithFailures: 0xb000,
  unableToProcess: 0xc000,
} as const;

export type StatusClass = 'success' | 'warning' | 'failure' | 'cancel' | 'pending';

/** What a response said: the number, its class (PS3.7 annex C) and the peer's comment. */
export interface DimseStatus {
  code: number;
  class: StatusClass;
  comment: string | null;
}

/** Class of a status code (PS3.7 section C.1 ff.; 0001, 0107 and 0116 are warnings of the normalized services). */
export function statusClassOf(code: number): StatusClass {
  if (code === Status.success) return 'success';
  if (code === Status.cancel) return 'cancel';
  if (code === Status.pending || code === Status.pendingWithWarning) return 'pending';
  if (code >> 12 === 0xb || code === 0x0001 || code === 0x0107 || code === 0x0116) return 'warning';
  return 'failure';
}

export const dimseStatus = (code: number, comment?: string): DimseStatus => ({
  code,
  class: statusClassOf(code),
  comment: comment ?? null,
});
