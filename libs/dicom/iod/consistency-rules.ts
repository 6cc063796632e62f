import { isNativeTransferSyntax } from '../dictionary/transfer-syntax';
import type { DicomItem } from '../header/dicom-item';
import type { IodFinding } from './iod-finding';

/** A data set with what lies outside it: file meta information and the length of its pixel data. */
export interface CheckedObject extends DicomItem {
  readonly transferSyntaxUid: string;
  readonly meta: DicomItem;
}

type Check = (o: CheckedObject, pixelDataLength: number | null) => IodFinding | null;

const inconsistent = (
  attribute: string,
  message: string,
  handling: string | null = null,
  severity: IodFinding['severity'] = 'error',
): IodFinding => ({ severity, rule: 'object.inconsistent', module: null, attribute, message, handling });

const numbersOf = (o: DicomItem, keywords: readonly string[]): number[] | null => {
  const values = keywords.map((keyword) => o.number(keyword));
  return values.every((value) => value !== null) ? values : null;
};

/** PS3.5 section 8.1.1, PS3.3 C.7.6.3. */
const bitDepth: Check = (o) => {
  const bits = numbersOf(o, ['BitsAllocated', 'BitsStored', 'HighBit']);
  if (!bits) return null;
  const [allocated = 0, stored = 0, high = 0] = bits;
  if (stored > allocated) return inconsistent('BitsStored', 'is greater than BitsAllocated');
  return high === stored - 1
    ? null
    : inconsistent('HighBit', 'is not BitsStored - 1', 'the bits above BitsStored are ignored');
};

/** PS3.5 section 8.2: native pixel data have exactly the length that rows, columns and frames ask for. */
const pixelDataLengthFits: Check = (o, length) => {
  const size = numbersOf(o, ['Rows', 'Columns', 'SamplesPerPixel', 'BitsAllocated']);
  if (length === null || !size || !isNativeTransferSyntax(o.transferSyntaxUid)) return null;
  const [rows = 0, columns = 0, samples = 0, bits = 0] = size;
  const isSubsampled = o.string('PhotometricInterpretation') === 'YBR_FULL_422';
  const frames = Math.max(1, o.number('NumberOfFrames') ?? 1);
  const wanted = Math.ceil((rows * columns * (isSubsampled ? 2 : samples) * frames * bits) / 8);
  if (length < wanted)
    return inconsistent(
      'PixelData',
      'is shorter than Rows, Columns and frames ask for',
      'refused: the picture is incomplete',
    );
  if (length <= wanted + 1) return null;
  return inconsistent(
    'PixelData',
    'is longer than Rows, Columns and frames ask for',
    'the surplus is ignored',
    'warning',
  );
};

/** PS3.10 table 7.1-1. */
const metaNamesTheObject: Check = (o) => {
  const declared = o.meta.string('MediaStorageSOPInstanceUID');
  return !declared || declared === o.string('SOPInstanceUID')
    ? null
    : inconsistent('MediaStorageSOPInstanceUID', 'differs from SOPInstanceUID', 'the data set decides');
};

const uidsDiffer: Check = (o) => {
  const uids = ['SOPInstanceUID', 'SeriesInstanceUID', 'StudyInstanceUID']
    .map((keyword) => o.string(keyword))
    .filter(Boolean);
  return new Set(uids).size === uids.length
    ? null
    : inconsistent('SOPInstanceUID', 'study, series and instance share a UID');
};

/** PS3.3 C.12.1.1.2: without (0008,0005) only the default repertoire may be used. */
const characterSetIsDeclared: Check = (o) => {
  if (o.characterSets.some(Boolean)) return null;
  const undeclared = o.tags.find(
    (tag) => !o.isSequence(tag) && TEXT.has(o.vr(tag)) && (o.bytes(tag) ?? []).some((byte) => byte > 0x7e),
  );
  return undeclared === undefined
    ? null
    : inconsistent(
        'SpecificCharacterSet',
        'is missing although text goes beyond the default repertoire',
        'read as UTF-8 where it is valid UTF-8, else as Latin-1',
      );
};
const TEXT = new Set(['LO', 'LT', 'PN', 'SH', 'ST', 'UC', 'UT']);

/** PS3.3 C.11.2.1.2: a window has a width of at least 1, with the exact function more than 0. */
const windowHasWidth: Check = (o) => {
  const least =
    o.string('VOILUTFunction') === 'LINEAR_EXACT' || o.string('VOILUTFunction') === 'SIGMOID'
      ? Number.MIN_VALUE
      : 1;
  return o.numbers('WindowWidth').every((width) => width >= least)
    ? null
    : inconsistent('WindowWidth', 'is below what its function allows', 'a window is chosen from the pixels');
};

const spacingIsPositive: Check = (o) => {
  const broken = ['PixelSpacing', 'ImagerPixelSpacing', 'NominalScannedPixelSpacing'].find((keyword) =>
    o.numbers(keyword).some((value) => !(value > 0)),
  );
  return broken ? inconsistent(broken, 'has a value that is not above 0', 'no sizes are told') : null;
};

/** PS3.3 C.7.6.2.1.1: row and column directions are orthogonal unit vectors. */
const orientationIsOrthonormal: Check = (o) => {
  const cosines = o.numbers('ImageOrientationPatient');
  if (cosines.length !== 6) return null;
  const [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0] = cosines;
  const off = Math.max(
    Math.abs(Math.hypot(a, b, c) - 1),
    Math.abs(Math.hypot(d, e, f) - 1),
    Math.abs(a * d + b * e + c * f),
  );
  return off < 1e-3
    ? null
    : inconsistent('ImageOrientationPatient', 'is not two orthogonal unit vectors', 'not used');
};

const checks: readonly Check[] = [
  bitDepth,
  pixelDataLengthFits,
  metaNamesTheObject,
  uidsDiffer,
  characterSetIsDeclared,
  windowHasWidth,
  spacingIsPositive,
  orientationIsOrthonormal,
];

/** Rules between attributes. `pixelDataLength` in bytes, `null` when unknown or encapsulated. */
export const checkConsistency = (o: CheckedObject, pixelDataLength: number | null): IodFinding[] =>
  checks.flatMap((check) => check(o, pixelDataLength) ?? []);
