import { dictionaryVr, findTag } from '@wetread/dicom';
import { isAtOrAbove, levelOf, type QueryLevel } from './attribute-levels';
import type { AttributeMatch, AttributeQuery } from './attribute-query';
import {
  AttributeNotSearchable,
  AttributeUnknown,
  MatchValueInvalid,
  ParameterInvalid,
} from './query-errors';
import { combineDatesWithTimes, type MatchingOptions, readCriteria } from './read-criterion';
import { matchesInZone, offsetMinutes, TIMEZONE_OFFSET } from './time-zone';

export interface SearchOptions {
  /** Results that are given when the request asks for no number, and at most. */
  mostResults: number;
  /** Whether a top-level attribute may be matched. */
  isSearchable(tag: string): boolean;
  /** Attributes that the resource's path fixes, by tag. */
  fixed?: Readonly<Record<string, string>>;
  /** In which zone (IANA) dates and times are that no object puts into one; this machine's when left out. */
  timeZone?: string;
}

/** Parameters of the request that are not attributes (PS3.18 8.3.4 and 8.3.3.1). */
const NOT_ATTRIBUTES = new Set([
  'includefield',
  'fuzzymatching',
  'emptyvaluematching',
  'multiplevaluematching',
  'limit',
  'offset',
  'accept',
  'charset',
]);

/**
 * Reads a QIDO-RS query string (PS3.18 8.3.4 and 10.6.1): attributes by keyword or tag, one level into sequences by
 * `{attribute}.{attribute}`, dates combined with their times, the study's in the zone that the request names.
 * @throws AttributeUnknown, AttributeNotSearchable, MatchValueInvalid, ParameterInvalid
 */
export const queryFromParameters = (
  level: QueryLevel,
  parameters: URLSearchParams,
  options: Omit<SearchOptions, 'isSearchable'>,
): AttributeQuery => {
  const search = searchFromParameters(parameters, {
    ...options,
    isSearchable: (tag) => isSearchable(tag, level),
  });
  const offset = readOffset(parameters);
  if (offset === null) return { level, ...search };
  return { level, ...search, matches: matchesInZone(search.matches, { offset, timeZone: options.timeZone }) };
};

/** {@link queryFromParameters} for what has no levels, such as workitems (PS3.18 section 11.9). */
export function searchFromParameters(
  parameters: URLSearchParams,
  options: SearchOptions,
): Omit<AttributeQuery, 'level'> {
  const { mostResults, fixed = {} } = options;
  const matching = {
    fuzzy: readFlag(parameters, 'fuzzymatching'),
    emptyValues: readFlag(parameters, 'emptyvaluematching'),
    multipleValues: readFlag(parameters, 'multiplevaluematching'),
  };
  const inQuery = [...parameters].filter(([name]) => !NOT_ATTRIBUTES.has(name));
  const matches = [...Object.entries(fixed), ...inQuery].flatMap(([name, value]) =>
    readMatches(name, value, matching, options),
  );
  return {
    matches: combineDatesWithTimes(matches),
    include: readInclude(parameters),
    limit: Math.min(readCount(parameters, 'limit') ?? mostResults, mostResults),
    offset: readCount(parameters, 'offset') ?? 0,
  };
}

function readMatches(
  name: string,
  value: string,
  matching: MatchingOptions,
  options: SearchOptions,
): AttributeMatch[] {
  const path = readPath(name);
  const [top = ''] = path;
  // Told to the server rather than matched: in which zone the request's times are.
  if (top === TIMEZONE_OFFSET) return [];
  const vr = dictionaryVr(path.at(-1) ?? '');
  // A sequence matches by what its items hold; asked for by itself it is only returned.
  if (vr === 'SQ' && value.trim() !== '')
    throw new AttributeNotSearchable(name, 'name an attribute inside the sequence, {sequence}.{attribute}');
  const criteria = readCriteria(name, vr, value, matching);
  if (criteria.some(({ kind }) => kind !== 'any') && !options.isSearchable(top))
    throw new AttributeNotSearchable(name, 'it describes instances; search /instances by it');
  return criteria.map((criterion) => ({ path, vr, criterion }));
}

/** (0008,0201) of the request in minutes. @throws MatchValueInvalid */
function readOffset(parameters: URLSearchParams): number | null {
  const told = [...parameters].find(([name, value]) => value !== '' && findTag(name) === TIMEZONE_OFFSET);
  if (!told) return null;
  // A plus sign that was not escaped arrives as a space.
  const minutes = offsetMinutes(told[1].replace(/^ /, '+'));
  if (minutes === null) throw new MatchValueInvalid(told[0], 'an offset from UTC, +HHMM or -HHMM');
  return minutes;
}

/** Attributes of the level and above, and of series when studies are searched; instances are never walked for it. */
export const isSearchable = (tag: string, level: QueryLevel): boolean =>
  isAtOrAbove(levelOf(tag), level) || levelOf(tag) === 'SERIES';

function readPath(name: string): string[] {
  const path = name.split('.').map((part) => {
    const tag = findTag(part);
    if (!tag) throw new AttributeUnknown(name);
    return tag;
  });
  if (path.length > 2) throw new AttributeNotSearchable(name, 'sequences are followed one level deep');
  return path;
}

function readInclude(parameters: URLSearchParams): readonly string[] | 'all' {
  const names = parameters
    .getAll('includefield')
    .flatMap((list) => list.split(','))
    .map((name) => name.trim())
    .filter(Boolean);
  if (names.includes('all')) return 'all';
  return names.map((name) => readPath(name)[0] ?? '');
}

function readCount(parameters: URLSearchParams, name: string): number | null {
  const text = parameters.get(name);
  if (text === null || text === '') return null;
  if (!/^\d{1,9}$/.test(text)) throw new ParameterInvalid(name, 'a whole number, 0 or more');
  return Number(text);
}

function readFlag(parameters: URLSearchParams, name: string): boolean {
  const text = parameters.get(name) ?? 'false';
  if (text !== 'true' && text !== 'false') throw new ParameterInvalid(name, 'true or false');
  return text === 'true';
}
