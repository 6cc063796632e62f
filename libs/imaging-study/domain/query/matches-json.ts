import type { DicomJson } from '@wetread/dicom';
import type { AttributeMatch, Criterion } from './attribute-query';
import { lowerBound, upperBound } from './date-time-bounds';
import { matchesFuzzily } from './fuzzy-name';
import { comparableName } from './person-name';

/** Whether a data set in the DICOM JSON Model has all that is looked for; the same matching as a search in the database. */
export const matchesJson = (json: DicomJson, matches: readonly AttributeMatch[]): boolean =>
  matches.every((match) => hasMatch(json, match));

function hasMatch(json: DicomJson, { path, vr, criterion }: AttributeMatch): boolean {
  if (criterion.kind === 'any') return true;
  const [tag = '', inner] = path;
  const values = json[tag]?.Value ?? [];
  if (criterion.kind === 'empty' && inner === undefined) return values.every((value) => value === null);
  if (inner !== undefined)
    return values.some((item) => hasMatch(item as DicomJson, { path: [inner], vr, criterion }));
  if (criterion.kind === 'moment') return isWithin(momentOf(json, tag, criterion.timeTag), criterion);
  return values.some((value) => value !== null && valueMatches(vr, value, criterion));
}

function valueMatches(vr: string, value: unknown, criterion: Criterion): boolean {
  if (vr === 'PN')
    return Object.values(value as Record<string, string>).some((group) =>
      criterion.kind === 'name-words'
        ? matchesFuzzily(group, criterion.words)
        : textMatches(comparableName(group), criterion),
    );
  if (criterion.kind !== 'range')
    return typeof value === 'number' && criterion.kind === 'values'
      ? criterion.values.some((one) => Number(one) === value)
      : textMatches(String(value), criterion);
  const { from, to } = criterion;
  return isWithin(sortable(vr, String(value)), {
    from: from && lowerBound(vr, from),
    to: to && upperBound(vr, to),
  });
}

function textMatches(text: string, criterion: Criterion): boolean {
  if (criterion.kind === 'values') return criterion.values.includes(text);
  if (criterion.kind === 'pattern') return expressionOf(criterion.pattern).test(text);
  return true;
}

const expressionOf = (pattern: string): RegExp =>
  new RegExp(
    `^${pattern
      .replaceAll(/[.+^${}()|[\]\\]/g, '\\$&')
      .replaceAll(/\*+/g, '.*')
      .replaceAll('?', '.')}$`,
    's',
  );

const isWithin = (text: string, { from, to }: { from: string | null; to: string | null }): boolean =>
  (from === null || text >= from) && (to === null || text <= to);

const momentOf = (json: DicomJson, dateTag: string, timeTag: string): string => {
  const first = (tag: string): string => String(json[tag]?.Value?.[0] ?? '');
  return sortable('DA', first(dateTag)) + sortable('TM', first(timeTag));
};

/** A stored date or time as text that sorts; what it leaves out counts as its beginning. */
const sortable = (vr: string, text: string): string =>
  vr === 'DA' ? text.replaceAll(/[.-]/g, '') : lowerBound(vr, text.replace(/[+-]\d{4}$/, ''));
