/** Hours of the day, in minutes after midnight; `start` after `end` runs over midnight. */
export interface OffPeakHours {
  readonly start: number;
  readonly end: number;
}

const DAY = 24 * 60;

/** Minutes after midnight in a time zone. */
function minuteOfDay(at: Date, timeZone: string): number {
  const parts = new Intl.DateTimeFormat('en-GB', {
    timeZone,
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  }).formatToParts(at);
  const part = (type: string): number => Number(parts.find((one) => one.type === type)?.value);
  return part('hour') * 60 + part('minute');
}

const isWithin = (minute: number, { start, end }: OffPeakHours): boolean =>
  start <= end ? minute >= start && minute < end : minute >= start || minute < end;

/** When off-peak work that comes `now` may begin: at once within the hours, else when they next begin. */
export function nextOffPeak(now: Date, hours: OffPeakHours, timeZone: string): Date {
  const minute = minuteOfDay(now, timeZone);
  if (isWithin(minute, hours)) return now;
  const wait = (hours.start - minute + DAY) % DAY;
  const start = new Date(Math.floor(now.getTime() / 60_000) * 60_000 + wait * 60_000);
  // A clock that was put forward or back in between is an hour or so off; what is left is told by the zone itself.
  const off = hours.start - minuteOfDay(start, timeZone);
  return new Date(start.getTime() + (off > DAY / 2 ? off - DAY : off < -DAY / 2 ? off + DAY : off) * 60_000);
}
