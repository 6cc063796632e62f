import type { Criterion } from '../../domain/query/attribute-query';
import { TIMEZONE_OFFSET } from '../../domain/query/time-zone';
import type { SqlParameters } from './sql-parameters';

const DAY_MS = 86_400_000;
const OFFSET = `study.attributes #>> '{${TIMEZONE_OFFSET},Value,0}'`;
const LOCAL = `(study.study_date || ' ' || study.study_time)::timestamp`;

/**
 * Whether a study began within a span of moments: by the offset from UTC that it names, else in the time zone of
 * this system. Where no time is told the day must be one that the span touches in this system's zone.
 */
export function instantCondition(
  { from, to, timeZone }: Extract<Criterion, { kind: 'instant' }>,
  parameters: SqlParameters,
): string {
  const zone = parameters.add(timeZone);
  const offset = `(substr(${OFFSET}, 1, 3) || ':' || substr(${OFFSET}, 4, 2))::interval`;
  const moment = `case
    when study.study_time is null then null
    when ${OFFSET} ~ '^[+-][0-9]{4}$' then ${LOCAL} at time zone ${offset}
    else ${LOCAL} at time zone ${zone} end`;
  const day = (at: string): string => `(${at} at time zone ${zone})::date::text`;
  const bounds = [from && { at: from, sign: '>=' }, to && { at: to, sign: '<=' }].flatMap((bound) => {
    if (!bound) return [];
    const at = parameters.add(bound.at.toISOString(), 'timestamptz');
    const isWithin = `coalesce((${moment}) ${bound.sign} ${at}, study.study_date ${bound.sign} ${day(at)})`;
    // No zone is further away than a day, and the index knows the days.
    return [`study.study_date ${bound.sign} ${parameters.add(nearDay(bound.at, bound.sign))}`, isWithin];
  });
  return `(${bounds.join(' and ')})`;
}

const nearDay = (at: Date, sign: string): string =>
  new Date(at.getTime() + (sign === '>=' ? -DAY_MS : DAY_MS)).toISOString().slice(0, 10);
