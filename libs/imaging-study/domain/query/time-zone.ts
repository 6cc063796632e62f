import { levelOf } from './attribute-levels';
import type { AttributeMatch, Criterion } from './attribute-query';
import { lowerBound, upperBound } from './date-time-bounds';
import { AttributeNotSearchable } from './query-errors';

/** (0008,0201) Timezone Offset From UTC. */
export const TIMEZONE_OFFSET = '00080201';
const STUDY_DATE = '00080020';
const STUDY_TIME = '00080030';
const TIMES = new Set(['DA', 'TM', 'DT']);

/** `+HHMM` or `-HHMM` (PS3.3 C.12.1.1.8) in minutes; `null` when it is no offset. */
export function offsetMinutes(text: string): number | null {
  const [, sign, hours = '', minutes = ''] = /^([+-])(\d{2})(\d{2})$/.exec(text.trim()) ?? [];
  if (sign === undefined || Number(hours) > 14 || Number(minutes) > 59) return null;
  return (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes));
}

export interface RequestZone {
  /** Of the request from UTC, in minutes. */
  offset: number;
  /** Of objects that name none. */
  timeZone?: string;
}

const machineZone = (): string => new Intl.DateTimeFormat().resolvedOptions().timeZone;

/**
 * Puts dates and times of a request into the zone that it names (PS3.4 C.2.2.2.5): the study's date, with its time
 * where that is asked too, becomes a span of moments. Dates of the patient's life are days of the calendar and stay.
 * @throws AttributeNotSearchable for every other date or time, which would be found hours away
 */
export function matchesInZone(
  matches: readonly AttributeMatch[],
  { offset, timeZone = machineZone() }: RequestZone,
): AttributeMatch[] {
  return matches.map((match) => {
    const [tag = ''] = match.path;
    if (!isTimed(match) || levelOf(tag) === 'PATIENT') return match;
    const span = match.path.length === 1 && tag === STUDY_DATE ? spanOf(match.criterion) : null;
    if (!span)
      throw new AttributeNotSearchable(
        tag,
        'with an offset from UTC it takes StudyDate, with StudyTime or without',
      );
    return {
      ...match,
      criterion: { kind: 'instant', from: moment(span.from, offset), to: moment(span.to, offset), timeZone },
    };
  });
}

const isTimed = ({ vr, criterion }: AttributeMatch): boolean =>
  TIMES.has(vr) && (criterion.kind === 'range' || criterion.kind === 'moment');

interface Span {
  from: string | null;
  to: string | null;
}

function spanOf(criterion: Criterion): Span | null {
  if (criterion.kind === 'moment') return criterion.timeTag === STUDY_TIME ? criterion : null;
  if (criterion.kind !== 'range') return null;
  const { from, to } = criterion;
  return {
    from: from && lowerBound('DA', from) + lowerBound('TM', ''),
    to: to && upperBound('DA', to) + upperBound('TM', ''),
  };
}

/** A bound YYYYMMDDHHMMSS.FFFFFF as a moment; what was filled up with nines is the last of its day. */
function moment(bound: string | null, offset: number): Date | null {
  if (bound === null) return null;
  const part = (at: number, length: number): number => Number(bound.slice(at, at + length));
  const [hour, minute, second] = [part(8, 2), part(10, 2), part(12, 2)];
  const local = Date.UTC(
    part(0, 4),
    part(4, 2) - 1,
    part(6, 2),
    Math.min(hour, 23),
    hour > 23 ? 59 : Math.min(minute, 59),
    hour > 23 ? 59 : Math.min(second, 59),
    bound.endsWith('.999999') ? 999 : 0,
  );
  return new Date(local - offset * 60_000);
}
