import { DicomItem } from '../header/dicom-item';
import { framingOf, readElements } from '../header/element-reader';
import { defaultReadLimits, type ReadLimits } from '../header/read-limits';

/**
 * Reads a bare data set, as DIMSE messages carry identifiers and lists: no file meta information, nothing deflated.
 * @throws TruncatedObject, MalformedObject, StructureLimitExceeded
 */
export const readDataSet = (
  bytes: Uint8Array,
  transferSyntaxUid: string,
  limits: Partial<ReadLimits> = {},
): DicomItem => {
  const framing = framingOf(transferSyntaxUid);
  return new DicomItem(readElements(bytes, { framing }, { ...defaultReadLimits, ...limits }).dataSet);
};
