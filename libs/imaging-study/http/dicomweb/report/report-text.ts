import type { ReportEntry, ReportTree } from './report-tree';

/** A structured report as plain text, indented by its depth. */
export const reportText = ({ title, facts, entries }: ReportTree): string =>
  [
    title,
    '',
    ...facts.map(([name, value]) => `${name}: ${value}`),
    '',
    ...entries.flatMap((entry) => linesOf(entry, 0)),
    '',
  ].join('\n');

function linesOf({ isHeading, concept, value, entries }: ReportEntry, depth: number): string[] {
  const words = isHeading ? (concept ?? '').toUpperCase() : [concept, value].filter(Boolean).join(': ');
  const indent = '  '.repeat(depth);
  const own = words === '' ? [] : words.split(/\r\n|\r|\n/).map((line) => indent + line);
  return [...own, ...entries.flatMap((entry) => linesOf(entry, depth + 1))];
}
