import { type DataSet, readPart10Header } from 'dicom-parser';
import { MissingUid, NotDicom, TransferSyntaxContradicted, TruncatedObject } from '../dicom-error';
import { TransferSyntax } from '../dictionary/transfer-syntax';
import { readElements } from './element-reader';
import { inflateBounded } from './inflate';
import { checkPreamble } from './preamble';
import { defaultReadLimits, type ReadLimits } from './read-limits';

/** A Part 10 file taken apart, nothing interpreted yet. */
export interface Part10 {
  transferSyntaxUid: string;
  meta: DataSet;
  dataSet: DataSet;
}

/**
 * Reads file meta information and the element structure of the data set (PS3.10 section 7). Bare data sets without
 * meta information are refused: without a transfer syntax they cannot be read safely.
 * @throws DicomError of header reading
 */
export function readPart10(bytes: Uint8Array, limits: Partial<ReadLimits> = {}): Part10 {
  const allowed = { ...defaultReadLimits, ...limits };
  checkPreamble(bytes);
  const { meta, end } = readMeta(bytes);
  const transferSyntaxUid = meta.string('x00020010')?.trim();
  if (!transferSyntaxUid) throw new MissingUid('TransferSyntaxUID');
  const source =
    transferSyntaxUid === TransferSyntax.DeflatedExplicitVrLittleEndian
      ? inflateBounded(bytes.subarray(end), allowed)
      : bytes.subarray(end);
  if (source.length === 0) throw new TruncatedObject('there is no data set after the file meta information');
  checkFirstElement(source, transferSyntaxUid);
  return { transferSyntaxUid, meta, dataSet: readElements(source, transferSyntaxUid, allowed) };
}

function readMeta(bytes: Uint8Array): { meta: DataSet; end: number } {
  try {
    const meta = readPart10Header(bytes) as DataSet & { position: number };
    if (meta.position > bytes.length) throw new TruncatedObject('the file meta information');
    if (Object.keys(meta.elements).length === 0) throw new NotDicom('there is no file meta information');
    return { meta, end: meta.position };
  } catch (error) {
    if (error instanceof Error && 'dicomStatus' in error) throw error;
    throw new TruncatedObject('the file meta information');
  }
}

const isVr = (bytes: Uint8Array): boolean =>
  bytes.length >= 6 && [bytes[4]!, bytes[5]!].every((byte) => byte >= 0x41 && byte <= 0x5a);

/** The first tag of a data set has a small group number, which tells the byte order apart from the declared one. */
function checkFirstElement(data: Uint8Array, uid: string): void {
  if (data.length < 8) throw new TruncatedObject('the data set is shorter than one element');
  const little = data[0]! | (data[1]! << 8);
  const big = (data[0]! << 8) | data[1]!;
  const isBig = uid === TransferSyntax.ExplicitVrBigEndian;
  if (isBig && big > 0xff && little <= 0xff)
    throw new TransferSyntaxContradicted(uid, 'its first element is little endian');
  if (!isBig && little > 0xff && big <= 0xff)
    throw new TransferSyntaxContradicted(uid, 'its first element is big endian');
  if (uid === TransferSyntax.ImplicitVrLittleEndian && isVr(data) && data[0] === 8)
    throw new TransferSyntaxContradicted(uid, 'its first element has an explicit value representation');
  if (uid !== TransferSyntax.ImplicitVrLittleEndian && !isVr(data))
    throw new TransferSyntaxContradicted(uid, 'its first element has no explicit value representation');
}
