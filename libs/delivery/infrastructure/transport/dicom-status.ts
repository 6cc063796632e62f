import { outcome, type Outcome, type OutcomeKind } from '../../domain/outcome';

const DUPLICATE = 0x0111;
const PROCESSING_FAILURE = 0x0110;
const NOT_AUTHORIZED = 0x0124;

/**
 * A storage status as an outcome (PS3.4 table B.2-1, PS3.7 annex C); STOW-RS speaks of the same (PS3.18 table
 * 10.5.3-2). A duplicate is what a lost answer leaves behind: the peer has it.
 */
export function storageOutcome(status: number, answer: string | null = null): Outcome {
  const code = `dicom.${status.toString(16).toUpperCase().padStart(4, '0')}`;
  return outcome(kindOf(status), code, answer);
}

function kindOf(status: number): OutcomeKind {
  if (status === 0 || status === DUPLICATE || status >> 12 === 0xb) return 'accepted';
  // Refused: out of resources (A7xx).
  if (status >> 8 === 0xa7 || status === NOT_AUTHORIZED) return 'unavailable';
  if (status === PROCESSING_FAILURE) return 'failed';
  // Data set does not match (A9xx), cannot understand (Cxxx), SOP class not supported (0122) and their kin.
  return 'rejected';
}
