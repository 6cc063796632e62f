import type { DicomItem } from './dicom-item';

/** One attribute of the DICOM JSON Model (PS3.18 F.2.2). */
export interface DicomJsonAttribute {
  vr: string;
  Value?: unknown[];
  BulkDataURI?: string;
  InlineBinary?: string;
}

/** A data set in the DICOM JSON Model: tags of eight upper-case hexadecimal digits. */
export type DicomJson = Record<string, DicomJsonAttribute>;

export interface DicomJsonOptions {
  /** Where a value that is left out can be fetched; without it, Pixel Data and long binary values are left out. */
  bulkDataUri?: (path: string) => string;
}

const BINARY = new Set(['OB', 'OD', 'OF', 'OL', 'OV', 'OW', 'UN']);
const NUMERIC = new Set(['DS', 'FD', 'FL', 'IS', 'SL', 'SS', 'UL', 'US']);
const WIDE = new Set(['SV', 'UV']);
const LONGEST_INLINE = 1024;
const GROUPS = ['Alphabetic', 'Ideographic', 'Phonetic'] as const;

/** Attributes of a data set, without group lengths (PS3.18 F.2.2); sequences are followed. */
export function toDicomJson(item: DicomItem, options: DicomJsonOptions = {}, path = ''): DicomJson {
  const json: DicomJson = {};
  for (const tag of item.tags) if (!tag.endsWith('0000')) json[tag] = attribute(item, tag, options, path);
  return json;
}

function attribute(
  item: DicomItem,
  tag: string,
  options: DicomJsonOptions,
  path: string,
): DicomJsonAttribute {
  const vr = item.isSequence(tag) ? 'SQ' : item.vr(tag);
  const here = `${path}${tag}`;
  if (vr === 'SQ') {
    const items = item.sequence(tag).map((one, index) => toDicomJson(one, options, `${here}/${index + 1}/`));
    return items.length > 0 ? { vr, Value: items } : { vr };
  }
  if (BINARY.has(vr) || tag === '7FE00010') return binary(item, tag, vr, here, options);
  const values = valuesOf(item, tag, vr);
  return values.length > 0 ? { vr, Value: values } : { vr };
}

function binary(
  item: DicomItem,
  tag: string,
  vr: string,
  path: string,
  options: DicomJsonOptions,
): DicomJsonAttribute {
  const bytes = item.littleEndianBytes(tag, vr);
  const isBulk = tag === '7FE00010' || item.bulk(tag) !== undefined;
  if (!bytes && !isBulk) return { vr };
  if (bytes && bytes.length <= LONGEST_INLINE && !isBulk)
    return { vr, InlineBinary: Buffer.from(bytes).toString('base64') };
  return options.bulkDataUri ? { vr, BulkDataURI: options.bulkDataUri(path) } : { vr };
}

function valuesOf(item: DicomItem, tag: string, vr: string): unknown[] {
  if (vr === 'AT') return attributeTags(item.words(tag));
  if (WIDE.has(vr)) return item.wideIntegers(tag).map(String);
  // JSON has no NaN; text that is no number stays text, as PS3.18 F.2.3 allows for DS and IS.
  if (NUMERIC.has(vr)) {
    const texts = vr === 'DS' || vr === 'IS' ? item.strings(tag).filter(Boolean) : [];
    return item.numbers(tag).map((value, index) => (Number.isFinite(value) ? value : (texts[index] ?? null)));
  }
  const texts = item.strings(tag);
  if (texts.every((text) => text === '')) return [];
  return texts.map((text) => (text === '' ? null : vr === 'PN' ? personName(text) : text));
}

const attributeTags = (words: readonly number[]): string[] =>
  Array.from({ length: words.length >> 1 }, (_, i) =>
    [words[i * 2]!, words[i * 2 + 1]!]
      .map((word) => word.toString(16).padStart(4, '0'))
      .join('')
      .toUpperCase(),
  );

function personName(text: string): Record<string, string> {
  const groups = text.split('=').map((group) => group.trim());
  return Object.fromEntries(GROUPS.flatMap((name, index) => (groups[index] ? [[name, groups[index]]] : [])));
}
