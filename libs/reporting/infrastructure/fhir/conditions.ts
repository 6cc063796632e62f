import type { DateValue } from '../../application/fhir/fhir-date';
import type { Criterion, TokenValue } from '../../application/fhir/fhir-search';

/** Takes a value as a parameter of the statement and gives its placeholder back. */
export type Bind = (value: unknown) => string;
/** A criterion as SQL. */
export type Condition = (criterion: Criterion, bind: Bind) => string;

export const NOTHING = 'false';

/** The values of a token whose system is one of `systems`, none, or not told. */
const tokenCodes = (anyOf: readonly TokenValue[], systems: readonly string[] = []): string[] =>
  anyOf.flatMap(({ system, value }) =>
    system === null || system === '' || systems.includes(system) ? [value] : [],
  );

/** PostgreSQL refuses everything else in a column of UUIDs. */
export const isUuid = (text: string): boolean => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text);
const URN = 'urn:';

interface Codes {
  systems?: readonly string[];
  /** What the codes begin with and the column leaves out. */
  prefix?: string;
  /** A URN is no code of this column. */
  isUrnFree?: boolean;
  /** Only what is one is looked for: PostgreSQL refuses everything else in such a column. */
  isUuid?: boolean;
}

/**
 * The column holds one of the token's codes, or of the ids of a reference. The codes are made to what the column holds,
 * not the column to them, so that its index serves.
 */
export const oneOf =
  (
    column: string,
    { systems = [], prefix = '', isUuid: ofUuids = false, isUrnFree = false }: Codes = {},
  ): Condition =>
  (criterion, bind) => {
    if (criterion.type !== 'token' && criterion.type !== 'reference') return NOTHING;
    const told = criterion.type === 'token' ? tokenCodes(criterion.anyOf, systems) : criterion.anyOf;
    const codes = told
      .filter((code) => code.startsWith(prefix) && !(isUrnFree && code.startsWith(URN)))
      .map((code) => code.slice(prefix.length))
      .filter((code) => !ofUuids || isUuid(code));
    return codes.length === 0 ? NOTHING : `${column} = any(${bind(codes)}::${ofUuids ? 'uuid' : 'text'}[])`;
  };

/** The column, or one of its elements, is among what the tokens stand for. */
export const standsFor =
  (column: string, meanings: (token: TokenValue) => readonly string[], { isArray = false } = {}): Condition =>
  (criterion, bind) => {
    const codes = criterion.type === 'token' ? criterion.anyOf.flatMap(meanings) : [];
    if (codes.length === 0) return NOTHING;
    return isArray ? `${column} && ${bind(codes)}::text[]` : `${column} = any(${bind(codes)}::text[])`;
  };

/** What is said of every resource of the type. */
export const always =
  (coding: TokenValue): Condition =>
  ({ type, anyOf }) =>
    type === 'token' && anyOf.some((token) => names(token, coding)) ? 'true' : NOTHING;

/** Whether a token, whose system may not be told, names this code. */
export const names = ({ system, value }: TokenValue, coding: TokenValue): boolean =>
  value === coding.value && (system === null || system === coding.system);

/** Any of several conditions over the same criterion, less those that nothing can meet. */
export const either =
  (...conditions: readonly Condition[]): Condition =>
  (criterion, bind) => {
    const possible = conditions
      .map((condition) => condition(criterion, bind))
      .filter((sql) => sql !== NOTHING);
    return possible.length === 0 ? NOTHING : `(${possible.join(' or ')})`;
  };

/** A column of days, `YYYY-MM-DD` as text; a time of day asks for its whole day. */
export const onDays =
  (column: string): Condition =>
  (criterion, bind) => {
    if (criterion.type !== 'date') return NOTHING;
    return anyDate(criterion.anyOf, (value) => {
      const from = day(value.from);
      const until = day(new Date(value.until.getTime() - 1));
      return compared(
        column,
        value,
        () => bind(from),
        () => bind(nextDay(until)),
      );
    });
  };

/** A column of instants. */
export const atInstants =
  (column: string): Condition =>
  (criterion, bind) =>
    criterion.type === 'date'
      ? anyDate(criterion.anyOf, (value) =>
          compared(
            column,
            value,
            () => `${bind(value.from)}::timestamptz`,
            () => `${bind(value.until)}::timestamptz`,
          ),
        )
      : NOTHING;

/** The beginning of any part of a PN, without regard to case. */
export const nameBegins =
  (column: string): Condition =>
  (criterion, bind) => {
    if (criterion.type !== 'string') return NOTHING;
    const patterns = criterion.anyOf.map((text) => `% ${escaped(text.toLowerCase())}%`);
    return `' ' || translate(lower(${column}), '^=', '  ') like any(${bind(patterns)}::text[])`;
  };

const anyDate = (values: readonly DateValue[], condition: (value: DateValue) => string): string =>
  `(${values.map(condition).join(' or ')})`;

/**
 * `from` is the first that the value means, `until` the first that it does not mean any more. Each is bound only where
 * it is used: PostgreSQL refuses a parameter that the statement does not name.
 */
function compared(column: string, { prefix }: DateValue, from: () => string, until: () => string): string {
  if (prefix === 'eq') return `(${column} >= ${from()} and ${column} < ${until()})`;
  if (prefix === 'ne') return `(${column} < ${from()} or ${column} >= ${until()})`;
  if (prefix === 'lt') return `${column} < ${from()}`;
  if (prefix === 'ge') return `${column} >= ${from()}`;
  return prefix === 'gt' ? `${column} >= ${until()}` : `${column} < ${until()}`;
}

const day = (at: Date): string => at.toISOString().slice(0, 10);
const nextDay = (of: string): string => day(new Date(Date.parse(of) + 86_400_000));
const escaped = (text: string): string => text.replaceAll(/[\\%_]/g, (sign) => `\\${sign}`);
