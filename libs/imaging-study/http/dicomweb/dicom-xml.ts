import { randomUUID } from 'node:crypto';
import { type DicomJson, type DicomJsonAttribute, keywordOf } from '@wetread/dicom';
import { escaped } from './markup';

/** A data set in the Native DICOM Model (PS3.19 annex A.1), from its DICOM JSON. */
export const nativeDicomModel = (json: DicomJson): string =>
  `<?xml version="1.0" encoding="UTF-8"?><NativeDicomModel xmlns="http://dicom.nema.org/PS3.19/models/NativeDICOM">${attributes(json)}</NativeDicomModel>`;

const attributes = (json: DicomJson): string =>
  Object.entries(json)
    .map(([tag, attribute]) => {
      const keyword = keywordOf(tag);
      const named = keyword === tag ? '' : ` keyword="${keyword}"`;
      return `<DicomAttribute tag="${tag}" vr="${attribute.vr}"${named}>${content(attribute)}</DicomAttribute>`;
    })
    .join('');

function content({ vr, Value = [], InlineBinary, BulkDataURI }: DicomJsonAttribute): string {
  if (InlineBinary !== undefined) return `<InlineBinary>${InlineBinary}</InlineBinary>`;
  if (BulkDataURI !== undefined) return `<BulkData uri="${escaped(BulkDataURI)}"/>`;
  return Value.map((value, index) => one(vr, value, index + 1)).join('');
}

function one(vr: string, value: unknown, number: number): string {
  if (vr === 'SQ') return `<Item number="${number}">${attributes(value as DicomJson)}</Item>`;
  if (value === null) return `<Value number="${number}"/>`;
  if (vr === 'PN')
    return `<PersonName number="${number}">${nameGroups(value as Record<string, string>)}</PersonName>`;
  return `<Value number="${number}">${escaped(value)}</Value>`;
}

const COMPONENTS = ['FamilyName', 'GivenName', 'MiddleName', 'NamePrefix', 'NameSuffix'];

const nameGroups = (groups: Record<string, string>): string =>
  Object.entries(groups)
    .map(([group, name]) => {
      const components = name
        .split('^')
        .map((part, index) =>
          part && COMPONENTS[index] ? `<${COMPONENTS[index]}>${escaped(part)}</${COMPONENTS[index]}>` : '',
        );
      return `<${group}>${components.join('')}</${group}>`;
    })
    .join('');

/** Data sets as parts of `multipart/related; type="application/dicom+xml"` (PS3.18 section 8.7.3.3). */
export class XmlParts {
  private readonly boundary = randomUUID();
  readonly type = `multipart/related; type="application/dicom+xml"; boundary=${this.boundary}`;

  next(result: DicomJson): string {
    return `--${this.boundary}\r\nContent-Type: application/dicom+xml\r\n\r\n${nativeDicomModel(result)}\r\n`;
  }

  end(): string {
    return `--${this.boundary}--\r\n`;
  }
}
