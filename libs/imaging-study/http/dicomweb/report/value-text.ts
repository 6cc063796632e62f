/** A person name as people write it: family name, given names; alphabetic, ideographic and phonetic groups in turn. */
export const nameText = (name: string): string =>
  name
    .split('=')
    .map((group) => {
      const [family = '', ...rest] = group.split('^');
      return [family, rest.filter(Boolean).join(' ')].filter(Boolean).join(', ');
    })
    .filter(Boolean)
    .join(' / ');

/** A DA value with dashes; what is no date stays as it is. */
export const dayText = (value: string | null): string | null =>
  value && value.replace(/^(\d{4})(\d{2})(\d{2})$/, '$1-$2-$3');

/** A TM value with colons, without its fraction. */
export const timeText = (value: string | null): string | null =>
  value &&
  value.replace(/^(\d{2})(\d{2})(\d{2})?(\.\d+)?$/, (_, ...parts: string[]) =>
    parts.slice(0, 3).filter(Boolean).join(':'),
  );

/** A DT value as date, time and offset from UTC. */
export function momentText(value: string | null): string | null {
  const [, day, time, offset] = /^(\d{8})(\d{4,6})(?:\.\d+)?([+-]\d{4})?$/.exec(value ?? '') ?? [];
  return day && time ? [dayText(day), timeText(time), offset].filter(Boolean).join(' ') : dayText(value);
}
