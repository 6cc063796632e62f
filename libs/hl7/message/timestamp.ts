const two = (value: number): string => String(value).padStart(2, '0');

/** DTM to the second in UTC, with its offset, so that no receiver has to guess the zone (2.A.22). */
export const formatTimestamp = (at: Date): string =>
  `${at.getUTCFullYear()}${two(at.getUTCMonth() + 1)}${two(at.getUTCDate())}` +
  `${two(at.getUTCHours())}${two(at.getUTCMinutes())}${two(at.getUTCSeconds())}+0000`;

/** The date of a DT or DTM value as `YYYY-MM-DD`; `null` when it has no day or names none of the calendar. */
export function isoDateOf(value: string): string | null {
  const parts = /^(\d{4})(\d{2})(\d{2})/.exec(value);
  if (!parts) return null;
  const iso = `${parts[1]}-${parts[2]}-${parts[3]}`;
  const date = new Date(`${iso}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(iso) ? iso : null;
}
