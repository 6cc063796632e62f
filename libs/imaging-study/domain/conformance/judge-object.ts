import {
  checkIod,
  type CheckIodOptions,
  checkModules,
  type DicomObject,
  type IodFinding,
} from '@wetread/dicom';
import { WarningReason } from '../store-outcome';

const PIXEL_DATA = '7FE00010';

/** Which rules of its IOD an object breaks, with its bulk values in memory or not. */
export const judgeObject = (object: DicomObject): IodFinding[] => checkIod(object, partsOf(object));

const partsOf = (object: DicomObject): CheckIodOptions => ({
  pixelDataLength: pixelDataLength(object),
  leftOut: new Set(object.tags.filter((tag) => object.bulk(tag) !== undefined)),
});

/** Length of native Pixel Data; `null` when they are absent or encapsulated. */
function pixelDataLength(object: DicomObject): number | null {
  const bulk = object.bulk(PIXEL_DATA);
  if (bulk) return bulk.fragments ? null : bulk.length;
  return object.bytes(PIXEL_DATA)?.length ?? null;
}

/**
 * The warning with which an object is stored that lacks or contradicts what its class demands; its values, one by one,
 * are left to the study's own check, which nobody waits for.
 */
export const warningOf = (object: DicomObject): number | undefined =>
  checkModules(object, partsOf(object)).some(({ severity }) => severity === 'error')
    ? WarningReason.dataSetDoesNotMatch
    : undefined;
