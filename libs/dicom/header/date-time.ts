/** DA as YYYY-MM-DD (PS3.5 table 6.2-1, the dotted ACR-NEMA form included); null when it is no calendar date. */
export function isoDate(value: string | null): string | null {
  const parts = /^(\d{4})[.:-]?(\d{2})[.:-]?(\d{2})$/.exec(value ?? '');
  if (!parts) return null;
  const iso = `${parts[1]}-${parts[2]}-${parts[3]}`;
  const date = new Date(`${iso}T00:00:00Z`);
  return Number.isNaN(date.getTime()) || date.toISOString().slice(0, 10) !== iso ? null : iso;
}

/** TM as HH:MM:SS (PS3.5 table 6.2-1; omitted parts are zero, fractions dropped); null when it is no time. */
export function isoTime(value: string | null): string | null {
  const parts = /^(\d{2}):?(\d{2})?:?(\d{2})?(?:\.\d{1,6})?$/.exec(value ?? '');
  if (!parts) return null;
  const [hour, minute, second] = [parts[1] ?? '00', parts[2] ?? '00', parts[3] ?? '00'];
  // A leap second is written as 60.
  return Number(hour) < 24 && Number(minute) < 60 && Number(second) <= 60
    ? `${hour}:${minute}:${second}`
    : null;
}
