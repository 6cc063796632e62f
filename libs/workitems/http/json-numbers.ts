import type { DicomJson, DicomJsonAttribute } from '@wetread/dicom';
import { WorkitemInvalid } from '../domain/workitem-errors';

/** Value representations that the DICOM JSON Model writes as numbers (PS3.18 table F.2.3-1). */
const NUMERIC: ReadonlySet<string> = new Set(['DS', 'FD', 'FL', 'IS', 'SL', 'SS', 'UL', 'US']);

/** A data set out of XML, where every value is text, with its numbers as JSON has them. @throws WorkitemInvalid */
export const withNumbers = (dataSet: DicomJson): DicomJson =>
  Object.fromEntries(Object.entries(dataSet).map(([tag, attribute]) => [tag, numbered(tag, attribute)]));

function numbered(tag: string, attribute: DicomJsonAttribute): DicomJsonAttribute {
  const { vr, Value } = attribute;
  if (!Value) return attribute;
  if (vr === 'SQ') return { vr, Value: Value.map((item) => withNumbers((item ?? {}) as DicomJson)) };
  return NUMERIC.has(vr) ? { vr, Value: Value.map((value) => numberOf(tag, value)) } : attribute;
}

function numberOf(tag: string, value: unknown): number | null {
  if (value === null) return null;
  const number = Number(value);
  if (!Number.isFinite(number)) throw new WorkitemInvalid(`${tag} has a value that is no number`);
  return number;
}
