/** `YYYY-MM-DD` as DA. */
export const dicomDay = (day: string | null): string | null => day?.replaceAll('-', '') ?? null;
/** DA of an instant, in UTC. */
export const dateOf = (at: Date): string => at.toISOString().slice(0, 10).replaceAll('-', '');
/** TM of an instant, in UTC, to the second. */
export const timeOf = (at: Date): string => at.toISOString().slice(11, 19).replaceAll(':', '');
/** DT of an instant, with its offset. */
export const dateTimeOf = (at: Date): string => `${dateOf(at)}${timeOf(at)}+0000`;
