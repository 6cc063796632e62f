import { dictionaryVr, tagOf } from '../dictionary/attribute';
import type { DicomJson, DicomJsonAttribute } from '../header/dicom-json';
import type { NaturalDataset, NaturalValue } from '../write/natural-dataset';

/** A data set by keyword in the DICOM JSON Model (PS3.18 annex F); value representations by the dictionary. */
export function dicomJsonOf(dataset: NaturalDataset): DicomJson {
  const json: DicomJson = {};
  for (const [attribute, value] of Object.entries(dataset)) {
    if (value === undefined) continue;
    const tag = tagOf(attribute);
    json[tag] = attributeOf(dictionaryVr(tag), value);
  }
  return json;
}

function attributeOf(vr: string, value: Exclude<NaturalValue, undefined>): DicomJsonAttribute {
  if (value === null || value === '') return { vr };
  if (ArrayBuffer.isView(value)) {
    const bytes = Buffer.from(value.buffer, value.byteOffset, value.byteLength);
    return { vr, InlineBinary: bytes.toString('base64') };
  }
  const values: readonly (string | number | NaturalDataset)[] =
    typeof value === 'object' ? value : [value as string | number];
  return { vr, Value: values.map((one) => (typeof one === 'object' ? dicomJsonOf(one) : one)) };
}
