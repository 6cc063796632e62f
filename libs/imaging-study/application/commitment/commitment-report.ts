import type { DicomItem, NaturalDataset } from '@wetread/dicom';
import type { NormalizedOptions } from '@wetread/dimse';
import type {
  FailedReference,
  SopReference,
  StorageCommitment,
} from '../../domain/commitment/storage-commitment';

/** Storage Commitment Push Model and its one instance (PS3.4 section J.3.5). */
export const STORAGE_COMMITMENT = '1.2.840.10008.1.20.1';
export const STORAGE_COMMITMENT_INSTANCE = '1.2.840.10008.1.20.1.1';

/** Event types of PS3.4 table J.3-2. */
const ALL_COMMITTED = 1;
const SOME_FAILED = 2;

/** The N-EVENT-REPORT that tells what became of a request (PS3.4 section J.3.3). */
export function reportOf(
  { transactionUid, referenced }: Pick<StorageCommitment, 'transactionUid' | 'referenced'>,
  failed: readonly FailedReference[],
  retrieveAeTitle: string,
): NormalizedOptions {
  const isFailed = new Set(failed.map(({ sopInstanceUid }) => sopInstanceUid));
  const committed = referenced.filter(({ sopInstanceUid }) => !isFailed.has(sopInstanceUid));
  const information: NaturalDataset = {
    TransactionUID: transactionUid,
    RetrieveAETitle: retrieveAeTitle,
    ...(committed.length > 0 && { ReferencedSOPSequence: committed.map(referenceItem) }),
    ...(failed.length > 0 && {
      FailedSOPSequence: failed.map((one) => ({ ...referenceItem(one), FailureReason: one.reason })),
    }),
  };
  const typeId = failed.length > 0 ? SOME_FAILED : ALL_COMMITTED;
  return {
    sopClassUid: STORAGE_COMMITMENT,
    sopInstanceUid: STORAGE_COMMITMENT_INSTANCE,
    typeId,
    information,
  };
}

export const referenceItem = ({ sopClassUid, sopInstanceUid }: SopReference): NaturalDataset => ({
  ReferencedSOPClassUID: sopClassUid,
  ReferencedSOPInstanceUID: sopInstanceUid,
});

/** (0008,1199) of a request. */
export const referencesOf = (information: DicomItem): SopReference[] =>
  information.sequence('ReferencedSOPSequence').map((item) => ({
    sopClassUid: item.string('ReferencedSOPClassUID') ?? '',
    sopInstanceUid: item.string('ReferencedSOPInstanceUID') ?? '',
  }));

/** (0008,1198) of a report. */
export const failuresOf = (information: DicomItem): FailedReference[] =>
  information.sequence('FailedSOPSequence').map((item) => ({
    sopClassUid: item.string('ReferencedSOPClassUID') ?? '',
    sopInstanceUid: item.string('ReferencedSOPInstanceUID') ?? '',
    reason: item.number('FailureReason') ?? 0,
  }));
