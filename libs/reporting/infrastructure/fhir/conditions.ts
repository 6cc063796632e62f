import type { DateValue } from '../../application/fhir/fhir-date';
import type { Criterion, TokenValue } from '../../application/fhir/fhir-search';

/** Takes a value as a parameter of the statement and gives its placeholder back. */
type Bind = (value: unknown) => string;
/** A criterion as SQL. */
export type Condition = (criterion: Criterion, bind: Bind) => string;

const NOTHING = 'false';

/** The values of a token whose system is one of `systems`, none, or not told. */
const tokenCodes = (anyOf: readonly TokenValue[], systems: readonly string[] = []): string[] =>
  anyOf.flatMap(({ system, value }) =>
    system === null || system === '' || systems.includes(system) ? [value] : [],
  );

/** The column holds one of the token's codes, or of the ids of a reference. */
export const oneOf =
  (column: string, systems: readonly string[] = []): Condition =>
  (criterion, bind) => {
    if (criterion.type === 'reference') return `${column} = any(${bind([...criterion.anyOf])}::text[])`;
    if (criterion.type !== 'token') return NOTHING;
    return `${column} = any(${bind(tokenCodes(criterion.anyOf, systems))}::text[])`;
  };

/** Any of several conditions over the same criterion. */
export const either =
  (...conditions: readonly Condition[]): Condition =>
  (criterion, bind) =>
    `(${conditions.map((condition) => condition(criterion, bind)).join(' or ')})`;

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
