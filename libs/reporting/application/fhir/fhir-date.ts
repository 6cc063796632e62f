import { FhirSearchInvalid } from './fhir-errors';

type DatePrefix = 'eq' | 'ne' | 'gt' | 'lt' | 'ge' | 'le';

/** A date as a search means it: all instants from `from` until before `until` (R4 section 3.1.1.4.7). */
export interface DateValue {
  readonly prefix: DatePrefix;
  readonly from: Date;
  readonly until: Date;
}

const FORM =
  /^(eq|ne|gt|lt|ge|le)?(\d{4})(?:-(\d{2})(?:-(\d{2})(?:T(\d{2}:\d{2})(:\d{2}(?:\.\d+)?)?(Z|[+-]\d{2}:\d{2})?)?)?)?$/;

/** A time without a zone is taken as UTC. @throws FhirSearchInvalid */
export function parseDate(name: string, text: string): DateValue {
  // A plus sign that nobody encoded arrives as a space.
  const match = FORM.exec(text.replace(/ (?=\d{2}:\d{2}$)/, '+'));
  const [, prefix = 'eq', year = '', month, day, time, seconds, zone = 'Z'] = match ?? [];
  const from = new Date(
    time
      ? `${year}-${month}-${day}T${time}${seconds ?? ':00'}${zone}`
      : `${year}-${month ?? '01'}-${day ?? '01'}`,
  );
  if (!match || Number.isNaN(from.getTime()) || !isDay(`${year}-${month ?? '01'}-${day ?? '01'}`))
    throw new FhirSearchInvalid(
      `${name} must be a date such as 2026-11-28, ge2026-11 or lt2026-11-28T10:00:00Z`,
    );
  return { prefix: prefix as DatePrefix, from, until: endOf(from, { month, day, time, seconds }) };
}

/** JavaScript takes the 30th of February for the 2nd of March. */
const isDay = (day: string): boolean => new Date(day).toISOString().startsWith(day);

function endOf(from: Date, told: Partial<Record<'month' | 'day' | 'time' | 'seconds', string>>): Date {
  const end = new Date(from);
  if (told.seconds) end.setUTCSeconds(end.getUTCSeconds() + 1);
  else if (told.time) end.setUTCMinutes(end.getUTCMinutes() + 1);
  else if (told.day) end.setUTCDate(end.getUTCDate() + 1);
  else if (told.month) end.setUTCMonth(end.getUTCMonth() + 1);
  else end.setUTCFullYear(end.getUTCFullYear() + 1);
  return end;
}
