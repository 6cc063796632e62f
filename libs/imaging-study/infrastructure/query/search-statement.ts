import { isAtOrAbove, levelOf, type QueryLevel } from '../../domain/query/attribute-levels';
import type { AttributeMatch, AttributeQuery } from '../../domain/query/attribute-query';
import { columnCondition } from './column-conditions';
import type { SqlParameters } from './sql-parameters';
import { jsonCondition } from './value-condition';

/** Tables of a level, live rows only; a level's row has the rows above it beside it. */
const TABLES: Readonly<Record<QueryLevel, { from: string; live: string }>> = {
  PATIENT: { from: 'studies study', live: 'study.deleted_at is null' },
  STUDY: { from: 'studies study', live: 'study.deleted_at is null' },
  SERIES: {
    from: 'series join studies study using (study_instance_uid)',
    live: 'series.deleted_at is null',
  },
  IMAGE: {
    from: `instances instance join series using (series_instance_uid)
      join studies study on study.study_instance_uid = instance.study_instance_uid`,
    live: 'instance.deleted_at is null',
  },
};

export const KEY_COLUMN: Readonly<Record<QueryLevel, string>> = {
  PATIENT: 'study.patient_id::text',
  STUDY: 'study.study_instance_uid',
  SERIES: 'series.series_instance_uid',
  IMAGE: 'instance.sop_instance_uid',
};

const SOURCES = { STUDY: 'study.attributes', SERIES: 'series.attributes', IMAGE: 'instance.header' } as const;
const sourceOf = (level: QueryLevel): string => SOURCES[level === 'PATIENT' ? 'STUDY' : level];

/** `from ... where ... order by ... limit ... offset ...` of a search. */
export function searchClauses(query: AttributeQuery, parameters: SqlParameters): string {
  const { from, live } = TABLES[query.level];
  const conditions = [live, ...conditionsOf(query, parameters)];
  const limit = query.limit === null ? '' : `limit ${parameters.add(query.limit, 'integer')}`;
  return `from ${from} where ${conditions.join(' and ')}
    order by ${orderOf(query)} ${limit} offset ${parameters.add(query.offset, 'integer')}`;
}

/** The same for rows that are known by their keys. */
export function keyClauses(level: QueryLevel, keys: readonly string[], parameters: SqlParameters): string {
  const { from, live } = TABLES[level];
  return `from ${from} where ${live} and ${KEY_COLUMN[level]} = any(${parameters.add(keys, 'text[]')})`;
}

function conditionsOf({ level, matches }: AttributeQuery, parameters: SqlParameters): string[] {
  const isBelow = ({ path }: AttributeMatch): boolean => !isAtOrAbove(levelOf(path[0] ?? ''), level);
  const asked = matches.filter(({ criterion }) => criterion.kind !== 'any');
  const own = asked.filter((match) => !isBelow(match)).map((match) => condition(match, parameters));
  const ofSeries = asked.filter(isBelow).map((match) => condition(match, parameters));
  if (ofSeries.length === 0) return own;
  // All that is asked of series must hold for one and the same series.
  const series = `exists (select from series where series.study_instance_uid = study.study_instance_uid
    and series.deleted_at is null and ${ofSeries.join(' and ')})`;
  return [...own, series];
}

const condition = (match: AttributeMatch, parameters: SqlParameters): string =>
  columnCondition(match, parameters) ??
  jsonCondition(sourceOf(levelOf(match.path[0] ?? '')), match, parameters);

const fixes = ({ matches }: AttributeQuery, tag: string): boolean =>
  matches.some(({ path, criterion }) => path[0] === tag && criterion.kind === 'values');

/** Numbers order what lies in one study; across studies the keys do, which an index gives without sorting. */
function orderOf(query: AttributeQuery): string {
  const inStudy = fixes(query, '0020000D');
  switch (query.level) {
    case 'PATIENT':
      return 'study.patient_id, study.first_received_at desc';
    case 'STUDY':
      return 'study.study_date desc nulls last, study.study_instance_uid';
    case 'SERIES':
      return inStudy
        ? 'series.series_number nulls last, series.series_instance_uid'
        : 'series.series_instance_uid';
    case 'IMAGE':
      return inStudy || fixes(query, '0020000E')
        ? `series.series_number nulls last, series.series_instance_uid, instance.instance_number nulls last,
          instance.sop_instance_uid`
        : 'instance.sop_instance_uid';
  }
}
