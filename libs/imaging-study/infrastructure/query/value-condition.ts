import type { AttributeMatch, Criterion } from '../../domain/query/attribute-query';
import { lowerBound, upperBound } from '../../domain/query/date-time-bounds';
import { likePattern, type SqlParameters } from './sql-parameters';

const NUMBERS = new Set(['DS', 'FD', 'FL', 'IS', 'SL', 'SS', 'SV', 'UL', 'US', 'UV']);

/** What PostgreSQL makes of a name as `comparableName` does; without the tidying of spaces and empty components. */
const comparable = (sql: string): string =>
  `regexp_replace(lower(regexp_replace(normalize(${sql}, NFD), '[\\u0300-\\u036f]', '', 'g')), '\\^+$', '')`;

/**
 * Condition on an attribute of a `jsonb` data set in the DICOM JSON Model (PS3.18 annex F): true when one of its
 * values matches. Works for any attribute, indexed by none.
 * @param source SQL of the `jsonb`
 */
export function jsonCondition(source: string, match: AttributeMatch, parameters: SqlParameters): string {
  const { path, vr, criterion } = match;
  const [tag = '', inner] = path;
  if (criterion.kind === 'any') return 'true';
  if (criterion.kind === 'empty' && inner === undefined)
    return `not exists (select from ${elements(source, tag)} as v where jsonb_typeof(v.value) <> 'null')`;
  if (inner !== undefined) {
    const item = jsonCondition('item.value', { path: [inner], vr, criterion }, parameters);
    return `exists (select from ${elements(source, tag)} as item where ${item})`;
  }
  if (criterion.kind === 'moment') return momentCondition(source, tag, criterion, parameters);
  return `exists (select from ${elements(source, tag)} as v where ${valueCondition(vr, criterion, parameters)})`;
}

// Tags come from the dictionary or are eight hexadecimal digits, so they may stand in the statement.
const elements = (source: string, tag: string): string =>
  `jsonb_array_elements(coalesce(${source} -> '${tag}' -> 'Value', '[]'))`;

function valueCondition(vr: string, criterion: Criterion, parameters: SqlParameters): string {
  const text = `(v.value #>> '{}')`;
  if (vr === 'PN')
    return `exists (select from jsonb_each_text(v.value) as grp
      where ${nameCondition(comparable('grp.value'), criterion, parameters)})`;
  if (criterion.kind === 'range') return rangeCondition(sortable(vr, text), vr, criterion, parameters);
  if (criterion.kind === 'pattern') return `${text} like ${parameters.add(likePattern(criterion.pattern))}`;
  if (criterion.kind !== 'values') return 'true';
  if (!NUMBERS.has(vr)) return `${text} = any(${parameters.add(criterion.values, 'text[]')})`;
  const numbers = parameters.add(criterion.values, 'numeric[]');
  return `case jsonb_typeof(v.value) when 'number' then v.value::text::numeric = any(${numbers}) end`;
}

/** A date or time as text that sorts; the dotted and coloned forms of ACR-NEMA included. */
function sortable(vr: string, text: string): string {
  if (vr === 'DA') return `translate(${text}, '.-', '')`;
  const digits = vr === 'TM' ? `replace(${text}, ':', '')` : `regexp_replace(${text}, '[+-][0-9]{4}$', '')`;
  const whole = `split_part(${digits}, '.', 1)`;
  return `(rpad(${whole}, greatest(length(${whole}), ${vr === 'TM' ? 6 : 14}), '0') || substr(${digits}, length(${whole}) + 1))`;
}

function rangeCondition(
  sql: string,
  vr: string,
  { from, to }: { from: string | null; to: string | null },
  parameters: SqlParameters,
): string {
  const bounds = [
    from === null ? null : `${sql} collate "C" >= ${parameters.add(lowerBound(vr, from))}`,
    to === null ? null : `${sql} collate "C" <= ${parameters.add(upperBound(vr, to))}`,
  ];
  return bounds.filter((bound) => bound !== null).join(' and ');
}

function momentCondition(
  source: string,
  dateTag: string,
  { timeTag, from, to }: Extract<Criterion, { kind: 'moment' }>,
  parameters: SqlParameters,
): string {
  const value = (tag: string): string => `${source} #>> '{${tag},Value,0}'`;
  const time = sortable('TM', `coalesce(${value(timeTag)}, '000000')`);
  const moment = `(${sortable('DA', value(dateTag))} || ${time})`;
  const bounds = [
    from === null ? null : `${moment} collate "C" >= ${parameters.add(from)}`,
    to === null ? null : `${moment} collate "C" <= ${parameters.add(to)}`,
  ];
  return `(${bounds.filter((bound) => bound !== null).join(' and ')})`;
}

/** Condition on one group of a name, already comparable. */
export function nameCondition(sql: string, criterion: Criterion, parameters: SqlParameters): string {
  if (criterion.kind === 'values') return `${sql} = any(${parameters.add(criterion.values, 'text[]')})`;
  if (criterion.kind === 'pattern') return `${sql} like ${parameters.add(likePattern(criterion.pattern))}`;
  if (criterion.kind !== 'name-words') return 'true';
  const spaced = `(' ' || translate(${sql}, '^=', '  '))`;
  const words = criterion.words.map(
    ({ start }) => `${spaced} like ${parameters.add(`% ${likePattern(start)}%`)}`,
  );
  return words.length > 0 ? `(${words.join(' and ')})` : 'true';
}
