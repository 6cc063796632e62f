import { type DicomItem, sopClassName } from '@wetread/dicom';
import { dayText, momentText, nameText, timeText } from './value-text';

/** How the value of each type of content item reads (PS3.3 table C.17.3-7). */
const READERS: Readonly<Record<string, (item: DicomItem) => string | null>> = {
  CONTAINER: () => null,
  TEXT: (item) => item.string('TextValue'),
  CODE: (item) => codeText(item, 'ConceptCodeSequence'),
  NUM: numberText,
  DATE: (item) => dayText(item.string('Date')),
  TIME: (item) => timeText(item.string('Time')),
  DATETIME: (item) => momentText(item.string('DateTime')),
  PNAME: (item) => nameText(item.person('PersonName') ?? '') || null,
  UIDREF: (item) => item.string('UID'),
  IMAGE: objectText,
  COMPOSITE: objectText,
  WAVEFORM: objectText,
  SCOORD: (item) => outlineText(item, 2),
  SCOORD3D: (item) => outlineText(item, 3),
  TCOORD: (item) => item.string('TemporalRangeType'),
};

/** The value of a content item in words; `null` where it has none, and the type itself where it is not known here. */
export function contentValue(item: DicomItem): string | null {
  const target = item.numbers('ReferencedContentItemIdentifier');
  // An item by reference has no type (PS3.3 section C.17.3.2.4).
  if (target.length > 0) return `see item ${target.join('.')}`;
  const type = item.string('ValueType') ?? '';
  const read = READERS[type];
  return read ? read(item) : type || null;
}

function codeText(item: DicomItem, sequence: string): string | null {
  const [code] = item.sequence(sequence);
  return code?.string('CodeMeaning') ?? code?.string('CodeValue') ?? null;
}

/** A measurement with its unit, or why there is none (PS3.3 section C.18.1). */
function numberText(item: DicomItem): string | null {
  const [measured] = item.sequence('MeasuredValueSequence');
  const value = measured?.string('NumericValue');
  if (!measured || !value) return codeText(item, 'NumericValueQualifierCodeSequence');
  const [unit] = measured.sequence('MeasurementUnitsCodeSequence');
  // UCUM's 1 is no unit.
  const isPure = unit?.string('CodeValue') === '1';
  return [value, isPure ? null : unit?.string('CodeMeaning')].filter(Boolean).join(' ');
}

function objectText(item: DicomItem): string | null {
  const [object] = item.sequence('ReferencedSOPSequence');
  if (!object) return null;
  const frames = object.numbers('ReferencedFrameNumber').join(', ');
  const kind = sopClassName(object.string('ReferencedSOPClassUID') ?? '');
  const uid = object.string('ReferencedSOPInstanceUID');
  return [kind, uid, frames && `frame ${frames}`].filter(Boolean).join(' ');
}

function outlineText(item: DicomItem, dimensions: number): string {
  const points = item.numbers('GraphicData').length / dimensions;
  return `${item.string('GraphicType') ?? 'outline'} of ${points} ${points === 1 ? 'point' : 'points'}`;
}
