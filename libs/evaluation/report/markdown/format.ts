import type { Figure } from '../../measures/bootstrap';
import type { Rate } from '../../measures/wilson';

/** A value of 0..1 or a difference of such, or a dash where there is none. */
export const number = (value: number | null, digits = 3): string =>
  value === null || !Number.isFinite(value) ? '-' : value.toFixed(digits);

export const percent = (share: number | null, digits = 1): string =>
  share === null || !Number.isFinite(share) ? '-' : `${(100 * share).toFixed(digits)} %`;

type Bounds = Figure['interval95'];

export const interval = (bounds: Bounds, format = (value: number): string => number(value)): string =>
  bounds === null ? '-' : `${format(bounds[0])} to ${format(bounds[1])}`;

/** `0.758 (0.725 to 0.785)` */
export const figure = ({ value, interval95 }: Figure): string =>
  value === null ? '-' : `${number(value)} (${interval(interval95)})`;

/** `64.1 % (55.0 % to 72.9 %)` */
export const share = ({ value, interval95 }: Figure): string =>
  value === null ? '-' : `${percent(value)} (${interval(interval95, percent)})`;

/** `4 of 754 (0.5 %; 0.2 % to 1.4 %)` */
export const rate = ({ count, of, share: value, interval95 }: Rate): string =>
  value === null
    ? 'none measured'
    : `${count} of ${of} (${percent(value)}; ${interval(interval95, percent)})`;

type Cells = readonly (string | number)[];

const row = (cells: Cells): string => `| ${cells.join(' | ')} |`;

/** A table in Markdown; cells must hold no line breaks. */
export const table = (head: readonly string[], rows: readonly Cells[]): string =>
  [row(head), row(head.map(() => '---')), ...rows.map(row)].join('\n');

/** Paragraphs, tables and headings with a blank line between them. */
export const page = (...parts: readonly (string | null)[]): string =>
  parts.filter((part) => part !== null && part !== '').join('\n\n');
