import { isUid } from '@wetread/kernel';
import type { AttributeMatch, Criterion } from './attribute-query';
import { readRange, lowerBound, upperBound } from './date-time-bounds';
import { fuzzyWords } from './fuzzy-name';
import { comparableName } from './person-name';
import { MatchValueInvalid } from './query-errors';

/** VRs of which wild cards are looked for (PS3.4 C.2.2.2.4). */
const TEXT = new Set(['AE', 'CS', 'LO', 'LT', 'PN', 'SH', 'ST', 'UC', 'UR', 'UT']);
const TIMES: Readonly<Record<string, string>> = {
  DA: 'a date YYYYMMDD or a range of dates',
  TM: 'a time HHMMSS.FFFFFF or a range of times',
  DT: 'a date and time YYYYMMDDHHMMSS.FFFFFF or a range of them',
};
const NUMBERS = new Set(['DS', 'FD', 'FL', 'IS', 'SL', 'SS', 'SV', 'UL', 'US', 'UV']);
/** In these neither comma nor backslash can be part of a value, so both part a list. */
const LISTS = new Set(['CS', 'UI', 'IS', 'US', 'SS', 'UL', 'SL']);

/** What a request asks beyond plain matching; by extended negotiation (PS3.4 C.5.1.1) or parameter (PS3.18 8.3.4). */
export interface MatchingOptions {
  /** Fuzzy semantic matching of person names. */
  fuzzy?: boolean;
  /** Two quotation marks ask for an attribute without a value (PS3.4 C.2.2.2.7). */
  emptyValues?: boolean;
  /** A list of several values asks for an attribute that has all of them (PS3.4 C.2.2.2.8). */
  multipleValues?: boolean;
}

const EMPTY = '""';
/** Representations to which multiple value matching applies. */
const MULTIPLE = new Set(['AE', 'AS', 'AT', 'CS', 'LO', 'PN', 'SH', 'UC']);

/**
 * Reads what is asked of one attribute: one criterion, or several of which each must hold.
 * @throws MatchValueInvalid
 */
export function readCriteria(name: string, vr: string, text: string, options: MatchingOptions): Criterion[] {
  const criterion = readCriterion(name, vr, text, options);
  const isList = options.multipleValues && MULTIPLE.has(vr) && criterion.kind === 'values';
  return isList ? criterion.values.map((one) => ({ kind: 'values', values: [one] })) : [criterion];
}

function readCriterion(name: string, vr: string, text: string, options: MatchingOptions): Criterion {
  const { fuzzy = false, emptyValues = false } = options;
  const value = text.trim();
  if (value === '' || value === '*') return { kind: 'any' };
  if (emptyValues && value === EMPTY) return { kind: 'empty' };
  if (vr in TIMES) return timeRange(name, vr, value);
  if (TEXT.has(vr) && /[*?]/.test(value) && !(fuzzy && vr === 'PN')) return pattern(vr, value);
  if (vr === 'PN' && fuzzy) return { kind: 'name-words', words: fuzzyWords(value) };
  const values = value.split(LISTS.has(vr) ? /[\\,]/ : '\\').map((one) => one.trim());
  if (vr === 'UI' && !values.every(isUid))
    throw new MatchValueInvalid(name, 'a UID or a list of UIDs (digits and dots, at most 64 characters)');
  if (NUMBERS.has(vr) && !values.every((one) => one !== '' && Number.isFinite(Number(one))))
    throw new MatchValueInvalid(name, 'a number');
  return { kind: 'values', values: vr === 'PN' ? values.map(comparableName) : values };
}

const pattern = (vr: string, value: string): Criterion => ({
  kind: 'pattern',
  pattern: vr === 'PN' ? comparableName(value) : value,
});

function timeRange(name: string, vr: string, value: string): Criterion {
  const range = readRange(vr, value);
  if (!range) throw new MatchValueInvalid(name, TIMES[vr] ?? '');
  return { kind: 'range', ...range };
}

/** Pairs of a date and its time; those that keywords do not tell by their ending are left out (PS3.4 C.2.2.2.5.1). */
const TIME_OF_DATE: Readonly<Record<string, string>> = {
  '00080012': '00080013',
  '00080020': '00080030',
  '00080021': '00080031',
  '00080022': '00080032',
  '00080023': '00080033',
  '00400244': '00400245',
  '00400250': '00400251',
};

/**
 * Joins each range of dates with the range of its times (PS3.4 C.2.2.2.5.1): from one moment to another, instead of
 * every day between certain hours.
 */
export function combineDatesWithTimes(matches: readonly AttributeMatch[]): AttributeMatch[] {
  const joined = new Set<AttributeMatch>();
  const moments = matches.flatMap((date) => {
    const timeTag = date.path.length === 1 ? TIME_OF_DATE[date.path[0] ?? ''] : undefined;
    const time = matches.find(({ path }) => path.length === 1 && path[0] === timeTag);
    if (!timeTag || !time || !isRange(date.criterion) || !isRange(time.criterion)) return [];
    joined.add(date).add(time);
    const criterion = moment(timeTag, date.criterion, time.criterion);
    return [{ path: date.path, vr: 'DT', criterion }];
  });
  return [...matches.filter((match) => !joined.has(match)), ...moments];
}

type Range = Extract<Criterion, { kind: 'range' }>;
/** A single value has equal ends and is not joined: the attributes must be "the same form of range". */
const isRange = (criterion: Criterion): criterion is Range =>
  criterion.kind === 'range' && criterion.from !== criterion.to;

const moment = (timeTag: string, date: Range, time: Range): Criterion => ({
  kind: 'moment',
  timeTag,
  from: date.from && lowerBound('DA', date.from) + lowerBound('TM', time.from ?? ''),
  to: date.to && upperBound('DA', date.to) + upperBound('TM', time.to ?? ''),
});
