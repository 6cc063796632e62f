import type { DataSet } from 'dicom-parser';
import { MissingUid, NotDicom, TransferSyntaxContradicted, TruncatedObject } from '../dicom-error';
import { TransferSyntax } from '../dictionary/transfer-syntax';
import type { ByteSource } from './byte-source';
import { framingOf, readElements, readElementsFrom } from './element-reader';
import { inflateBounded } from './inflate';
import { type Inflation, InflatingSource, measureInflation } from './inflating-source';
import { checkPreamble, PART10_PREFIX_END } from './preamble';
import { defaultReadLimits, type ReadLimits } from './read-limits';

/** A Part 10 file taken apart, nothing interpreted yet. */
export interface Part10 {
  transferSyntaxUid: string;
  meta: DataSet;
  dataSet: DataSet;
  /** Where the data set begins in the file, deflated or not. */
  dataSetStart: number;
  /** Of a deflated data set that was left in its source: places of bulk values are places in what is inflated. */
  inflation?: Inflation;
}

interface Meta {
  meta: DataSet;
  transferSyntaxUid: string;
  end: number;
}

/** Group 0002 is explicit little endian whatever follows it (PS3.10 section 7.1). */
const META = {
  framing: framingOf(TransferSyntax.ExplicitVrLittleEndian),
  start: PART10_PREFIX_END,
  onlyGroup: 0x0002,
};
/** More file meta information than this is none: group 0002 holds a handful of short values. */
const LONGEST_META = 1024 * 1024;
const USUAL_META = 16 * 1024;

/**
 * Reads file meta information and the element structure of the data set (PS3.10 section 7). Bare data sets without
 * meta information are refused: without a transfer syntax they cannot be read safely.
 * @throws DicomError of header reading
 */
export function readPart10(bytes: Uint8Array, limits: Partial<ReadLimits> = {}): Part10 {
  const allowed = { ...defaultReadLimits, ...limits };
  const { meta, transferSyntaxUid, end } = readMeta(bytes, allowed);
  const isDeflated = transferSyntaxUid === TransferSyntax.DeflatedExplicitVrLittleEndian;
  const source = isDeflated ? inflateBounded(bytes.subarray(end), allowed) : bytes.subarray(end);
  checkFirstElement(source, transferSyntaxUid);
  const { dataSet } = readElements(source, { framing: framingOf(transferSyntaxUid) }, allowed);
  return { transferSyntaxUid, meta, dataSet, dataSetStart: end };
}

/**
 * As {@link readPart10}, from a source: bulk values stay there, and memory does not grow with them. A deflated data
 * set is inflated as it is walked, twice: first for its size, within its limits.
 * @throws DicomError of header reading, and the source's own errors
 */
export async function readPart10From(source: ByteSource, limits: Partial<ReadLimits> = {}): Promise<Part10> {
  const allowed = { ...defaultReadLimits, ...limits };
  const { meta, transferSyntaxUid, end } = await readMetaFrom(source, allowed);
  if (transferSyntaxUid === TransferSyntax.DeflatedExplicitVrLittleEndian) {
    const inflation = await measureInflation(source, end, allowed);
    const inflating = new InflatingSource(source, inflation);
    try {
      const dataSet = await readDataSetFrom(inflating, 0, transferSyntaxUid, allowed);
      return { transferSyntaxUid, meta, dataSet, dataSetStart: end, inflation };
    } finally {
      inflating.rest();
    }
  }
  const dataSet = await readDataSetFrom(source, end, transferSyntaxUid, allowed);
  return { transferSyntaxUid, meta, dataSet, dataSetStart: end };
}

async function readDataSetFrom(
  source: ByteSource,
  start: number,
  transferSyntaxUid: string,
  limits: ReadLimits,
): Promise<DataSet> {
  checkFirstElement(await source.read(start, 8), transferSyntaxUid);
  const what = { framing: framingOf(transferSyntaxUid), start };
  return (await readElementsFrom(source, what, limits)).dataSet;
}

async function readMetaFrom(source: ByteSource, limits: ReadLimits): Promise<Meta> {
  try {
    return readMeta(await source.read(0, Math.min(USUAL_META, source.size)), limits);
  } catch (error) {
    if (!(error instanceof TruncatedObject) || source.size <= USUAL_META) throw error;
    return readMeta(await source.read(0, Math.min(LONGEST_META, source.size)), limits);
  }
}

function readMeta(bytes: Uint8Array, limits: ReadLimits): Meta {
  checkPreamble(bytes);
  const { dataSet: meta, end } = readElements(bytes, META, limits);
  if (Object.keys(meta.elements).length === 0) throw new NotDicom('there is no file meta information');
  const transferSyntaxUid = meta.string('x00020010')?.trim();
  if (!transferSyntaxUid) throw new MissingUid('TransferSyntaxUID');
  return { meta, transferSyntaxUid, end };
}

const isVr = (bytes: Uint8Array): boolean =>
  bytes.length >= 6 && [bytes[4]!, bytes[5]!].every((byte) => byte >= 0x41 && byte <= 0x5a);

/** The first tag of a data set has a small group number, which tells the byte order apart from the declared one. */
function checkFirstElement(data: Uint8Array, uid: string): void {
  if (data.length === 0) throw new TruncatedObject('there is no data set after the file meta information');
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
