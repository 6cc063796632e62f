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

/** A search as it is run. */
export interface FhirSearch<Name extends string = string> {
  readonly criteria: readonly Criterion<Name>[];
  readonly count: number;
  readonly offset: number;
}

const DEFAULT_COUNT = 20;
const MOST = 100;
/** Said of how the answer is written, not of what is sought. */
const OF_THE_ANSWER = new Set(['_format', '_pretty']);

/**
 * Reads a query string. A parameter that the type does not take, a modifier and a value of another form are refused.
 * @throws FhirSearchInvalid
 */
export function parseSearch(parameters: readonly SearchParameter[], query: URLSearchParams): FhirSearch {
  const criteria: Criterion[] = [];
  let [count, offset] = [DEFAULT_COUNT, 0];
  for (const [name, text] of query) {
    if (OF_THE_ANSWER.has(name)) continue;
    if (name === '_count') count = Math.min(wholeNumber(name, text), MOST);
    else if (name === '_offset') offset = wholeNumber(name, text);
    else criteria.push(criterion(parameters, name, text));
  }
  return { criteria, count, offset };
}

function wholeNumber(name: string, text: string): number {
  if (!/^\d{1,9}$/.test(text)) throw new FhirSearchInvalid(`${name} must be a whole number`);
  return Number(text);
}

function criterion(parameters: readonly SearchParameter[], name: string, text: string): Criterion {
  const parameter = parameters.find((one) => one.name === name);
  if (!parameter)
    throw new FhirSearchInvalid(
      `this type is not searched by that parameter; it takes ${parameters.map((one) => one.name).join(', ')}, _count, _offset`,
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
