const dayFormat = new Intl.DateTimeFormat('en-GB', {
  day: 'numeric',
  month: 'short',
  year: 'numeric',
  timeZone: 'UTC',
});
const momentFormat = new Intl.DateTimeFormat('en-GB', {
  day: 'numeric',
  month: 'short',
  hour: '2-digit',
  minute: '2-digit',
});
const exactFormat = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'medium' });

/** A DICOM date (`YYYY-MM-DD`) as a day; anything else as it stands. */
export function day(value: string | null): string {
  if (!value || !/^\d{4}-\d{2}-\d{2}$/.test(value)) return value ?? '';
  return dayFormat.format(new Date(`${value}T00:00:00Z`));
}

const moment = (iso: string): string => momentFormat.format(new Date(iso));
export const exactMoment = (iso: string): string => exactFormat.format(new Date(iso));

/** How long ago, in the largest fitting unit. */
export function ago(iso: string, now: number): string {
  const minutes = Math.floor((now - Date.parse(iso)) / 60_000);
  if (minutes < 1) return 'just now';
  if (minutes < 60) return `${minutes} min ago`;
  const hours = Math.floor(minutes / 60);
  if (hours < 24) return `${hours} h ago`;
  return moment(iso);
}

/** Age at the study, in years; months below two years. */
export function ageAt(birthDate: string | null, studyDate: string | null): string {
  if (!birthDate || !studyDate) return '';
  const months = monthsBetween(new Date(birthDate), new Date(studyDate));
  if (!Number.isFinite(months) || months < 0) return '';
  return months < 24 ? `${months} mo` : `${Math.floor(months / 12)} y`;
}

function monthsBetween(from: Date, to: Date): number {
  const whole = (to.getUTCFullYear() - from.getUTCFullYear()) * 12 + to.getUTCMonth() - from.getUTCMonth();
  return to.getUTCDate() < from.getUTCDate() ? whole - 1 : whole;
}
