import type { SeriesInstanceUid, SopInstanceUid, StudyInstanceUid } from '@wetread/kernel';

/**
 * Through which door instances come, and who stands there (AE title, token name, user name or address). `prior`: we
 * fetched them ourselves, for comparison; `peer` is the name of the source. `own`: we made them; `peer` says what for.
 */
export interface StoreSource {
  kind: 'stow' | 'dimse' | 'import' | 'prior' | 'own';
  peer: string;
}

/**
 * `stored`: committed. `duplicate`: this very object was here already, nothing changed. `conflict`: the UIDs are
 * taken by something else. `refused`: cannot be stored at all. The last two are kept in quarantine.
 */
export type StoreOutcome = 'stored' | 'duplicate' | 'conflict' | 'refused';

export interface StoreResult {
  /** As the source named it (file name, part number). */
  name: string;
  outcome: StoreOutcome;
  sopInstanceUid?: SopInstanceUid;
  sopClassUid?: string;
  studyInstanceUid?: StudyInstanceUid;
  seriesInstanceUid?: SeriesInstanceUid;
  /** C-STORE status (PS3.4 B.2.3, PS3.7 Annex C); 0 for `stored` and `duplicate`. */
  dicomStatus: number;
  /** (0008,1196) of what is stored all the same ({@link WarningReason}). */
  warningReason?: number;
  /** Stable code of the refusal, `null` on success. */
  code: string | null;
  message: string;
}

/** Statuses of PS3.7 Annex C and PS3.4 table B.2-1 that this room gives itself. */
export const DicomStatus = {
  success: 0x0000,
  processingFailure: 0x0110,
  duplicateSopInstance: 0x0111,
  outOfResources: 0xa700,
  dataSetDoesNotMatch: 0xa900,
  studyMismatch: 0xa901,
  cannotUnderstand: 0xc000,
} as const;

/** (0008,1196) Warning Reason (PS3.18 table I.2-1). */
export const WarningReason = {
  /** A search tells something else of the patient than the object says: an earlier object or HL7 told it. */
  coercion: 0xb000,
  /** The data set lacks or contradicts what its SOP class demands. */
  dataSetDoesNotMatch: 0xb007,
} as const;
