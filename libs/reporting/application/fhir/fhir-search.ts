import { type DateValue, parseDate } from './fhir-date';
import { FhirSearchInvalid } from './fhir-errors';

/** A search parameter that a type takes (R4 section 3.1.1). */
export interface SearchParameter {
  readonly name: string;
  readonly type: 'token' | 'date' | 'string' | 'reference';
  readonly documentation: string;
}

export interface TokenValue {
  /** `null`: any; the empty text: none. */
  readonly system: string | null;
  readonly value: string;
}

/** What one occurrence of a parameter asks for: any of its values. Occurrences are joined by "and". */
export type Criterion<Name extends string = string> = { readonly name: Name } & (
  | { readonly type: 'token'; readonly anyOf: readonly TokenValue[] }
  | { readonly type: 'date'; readonly anyOf: readonly DateValue[] }
  | { readonly type: 'string' | 'reference'; readonly anyOf: readonly string[] }
);

/** One key of an order; keys before it outweigh it. */
interface SortKey {
  readonly name: string;
  readonly descending: boolean;
}

/** A search as it is run. */
export interface FhirSearch<Name extends string = string> {
  readonly criteria: readonly Criterion<Name>[];
  /** Empty: newest first. */
  readonly sort: readonly SortKey[];
  /** What is told along with what matches: `Type:parameter`, of references from it and to it. */
  readonly include: readonly string[];
  readonly revInclude: readonly string[];
  /** 0 asks for the number alone. */
  readonly count: number;
  readonly offset: number;
}

/** How a type is searched. */
export interface Searchable {
  readonly type: string;
  readonly parameters: readonly SearchParameter[];
  /** Parameters that it can be put in order by. */
  readonly sorts: readonly string[];
  /** Parameter of `_include` to the element that holds the references. */
  readonly includes: Readonly<Record<string, string>>;
  /** `Type:parameter` of `_revinclude`; at most a few for each match, since none is left out. */
  readonly revIncludes: readonly string[];
}

const DEFAULT_COUNT = 20;
const MOST = 100;
/** Said of how the answer is written, not of what is sought. */
const OF_THE_ANSWER = new Set(['_format', '_pretty']);
/** Parameters of the answer that every search takes, with their types (R4 section 3.1.1.5). */
export const resultParameters = [
  { name: '_count', type: 'number', documentation: `Matches a page, at most ${MOST}` },
  { name: '_offset', type: 'number', documentation: 'Matches before this page; next and previous have it' },
  { name: '_sort', type: 'string', documentation: 'As each type says; newest first without it' },
  { name: '_summary', type: 'token', documentation: 'count or false' },
  { name: '_total', type: 'token', documentation: 'Always accurate' },
] as const;

type Draft = { -readonly [Key in keyof FhirSearch]: FhirSearch[Key] };

/** How each parameter of the answer is read. */
const readers: Readonly<Record<string, (text: string, of: Searchable) => Partial<Draft>>> = {
  _count: (text) => ({ count: Math.min(wholeNumber('_count', text), MOST) }),
  _offset: (text) => ({ offset: wholeNumber('_offset', text) }),
  _sort: (text, { sorts }) => ({ sort: oneByOne(text).map((key) => sortKey(sorts, key)) }),
  _summary: checked('_summary', ['count', 'false']),
  _total: checked('_total', ['accurate', 'estimate', 'none']),
};

/**
 * Reads a query string. A parameter that the type does not take, a modifier and a value of another form are refused,
 * whatever `Prefer: handling` says.
 * @throws FhirSearchInvalid
 */
export function parseSearch(of: Searchable, query: URLSearchParams): FhirSearch {
  const search: Draft = {
    criteria: [],
    sort: [],
    include: [],
    revInclude: [],
    count: DEFAULT_COUNT,
    offset: 0,
  };
  for (const [name, text] of query) {
    if (OF_THE_ANSWER.has(name)) continue;
    const read = Object.hasOwn(readers, name) ? readers[name] : undefined;
    if (read) Object.assign(search, read(text, of));
    else if (name === '_include') search.include = [...search.include, forward(of, text)];
    else if (name === '_revinclude')
      search.revInclude = [...search.revInclude, oneOf(name, text, of.revIncludes)];
    else search.criteria = [...search.criteria, criterion(of, name, text)];
  }
  // Whatever else is asked of the page: whoever wants the number alone gets no resources.
  return query.getAll('_summary').includes('count') ? { ...search, count: 0 } : search;
}

function checked(name: string, known: readonly string[]): (text: string) => Partial<Draft> {
  return (text) => {
    oneOf(name, text, known);
    return {};
  };
}

const oneByOne = (text: string): string[] => text.split(',').map((one) => one.trim());

function sortKey(sorts: readonly string[], key: string): SortKey {
  const descending = key.startsWith('-');
  return { name: oneOf('_sort', descending ? key.slice(1) : key, sorts), descending };
}

/** @returns the parameter of `Type:parameter`, of this type */
function forward({ type, includes }: Searchable, text: string): string {
  const known = Object.keys(includes).map((name) => `${type}:${name}`);
  return oneOf('_include', text, known).slice(type.length + 1);
}

function oneOf(name: string, text: string, known: readonly string[]): string {
  if (!known.includes(text))
    throw new FhirSearchInvalid(
      known.length > 0 ? `${name} takes ${known.join(', ')}` : `this type takes no ${name}`,
    );
  return text;
}

function wholeNumber(name: string, text: string): number {
  if (!/^\d{1,9}$/.test(text)) throw new FhirSearchInvalid(`${name} must be a whole number`);
  return Number(text);
}

function criterion({ parameters }: Searchable, name: string, text: string): Criterion {
  const parameter = parameters.find((one) => one.name === name);
  if (!parameter)
    throw new FhirSearchInvalid(
      `this type is not searched by that parameter; it takes ${[...parameters, ...resultParameters].map((one) => one.name).join(', ')}`,
    );
  const values = alternatives(text);
  if (values.length === 0) throw new FhirSearchInvalid(`${name} has no value`);
  if (parameter.type === 'token') return { name, type: 'token', anyOf: values.map(tokenOf) };
  if (parameter.type === 'date')
    return { name, type: 'date', anyOf: values.map((value) => parseDate(name, value)) };
  return {
    name,
    type: parameter.type,
    anyOf: parameter.type === 'reference' ? values.map(idOfReference) : values,
  };
}

/** Comma means "or"; a backslash takes the meaning away from the sign behind it (R4 section 3.1.1.4.8). */
const alternatives = (text: string): string[] =>
  text
    .split(/(?<!\\),/)
    .map((value) => value.replaceAll(/\\([\\,|$])/g, '$1').trim())
    .filter(Boolean);

function tokenOf(value: string): TokenValue {
  const bar = value.indexOf('|');
  return bar < 0 ? { system: null, value } : { system: value.slice(0, bar), value: value.slice(bar + 1) };
}

/** The logical id at the end of `Patient/123` or of a whole address. */
const idOfReference = (value: string): string => value.split('/').at(-1) ?? value;
