/**
 * Bounds of dates and times as text that sorts as time does. A value that leaves parts out stands for the whole hour
 * or day (PS3.5 table 6.2-1), so as a lower bound it is filled with zeros and as an upper one with nines.
 */
export const lowerBound = (vr: string, value: string): string => padded(vr, value, '0');
export const upperBound = (vr: string, value: string): string => {
  const bound = padded(vr, value, '9');
  return vr === 'DA' || bound.includes('.') ? bound : `${bound}.999999`;
};

const LENGTH: Readonly<Record<string, number>> = { DA: 8, TM: 6, DT: 14 };

function padded(vr: string, value: string, fill: string): string {
  const [whole = '', fraction] = value.replaceAll(':', '').split('.');
  const text = whole.padEnd(LENGTH[vr] ?? 0, fill);
  return fraction === undefined ? text : `${text}.${fraction.padEnd(6, fill)}`;
}

const FORMS: Readonly<Record<string, RegExp>> = {
  DA: /^\d{8}$/,
  TM: /^\d{2}(?::?\d{2}(?::?\d{2}(?:\.\d{1,6})?)?)?$/,
  DT: /^\d{4}(?:\d{2}){0,5}(?:\.\d{1,6})?$/,
};
/** Offset from UTC at the end of a DT; times are compared as they were written, without it. */
const OFFSET = /[+-]\d{4}$/;

/** A bound as it was asked, without its offset from UTC; `null` for an open end, `undefined` for what is no such value. */
function bound(vr: string, text: string): string | null | undefined {
  if (text === '') return null;
  const value = vr === 'DT' ? text.replace(OFFSET, '') : text;
  return FORMS[vr]?.test(value) ? value : undefined;
}

/** Both ends of `from-to`, `from-`, `-to` or a single value (PS3.4 C.2.2.2.5); `undefined` when it is none of these. */
export function readRange(vr: string, text: string): { from: string | null; to: string | null } | undefined {
  const single = bound(vr, text);
  if (single) return { from: single, to: single };
  // A DT may hold hyphens of its own: the one that parts two bounds is found by trying.
  for (let at = text.indexOf('-'); at >= 0; at = text.indexOf('-', at + 1)) {
    const [from, to] = [bound(vr, text.slice(0, at)), bound(vr, text.slice(at + 1))];
    if (from !== undefined && to !== undefined && (from ?? to) !== null) return { from, to };
  }
  return undefined;
}
