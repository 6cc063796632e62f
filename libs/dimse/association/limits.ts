import type { MessageLimits } from '../message/message-assembler';

const KiB = 1024;
const MiB = 1024 * KiB;

/** The maximum length that we announce (PS3.8 annex D.1). */
export const OUR_MAXIMUM_LENGTH = 256 * KiB;

/** Limits of one association whose C-STORE data sets may have `dataSetBytes`. */
export const messageLimits = (dataSetBytes: number): MessageLimits => ({
  commandBytes: 64 * KiB,
  // A C-MOVE that lists 100,000 UIDs, a storage commitment of 80,000 instances.
  identifierBytes: 16 * MiB,
  dataSetBytes,
  endlessBytes: 2 * dataSetBytes + 4 * MiB,
});
