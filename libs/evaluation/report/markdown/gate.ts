import type { GateReport, GateRow } from '../../gate/measure-gate';
import { page, rate, table } from './format';

export const gatePage = (report: GateReport): string =>
  page(
    '## Scope gate',
    table(
      ['', 'Wrong (Wilson 95 %)'],
      [
        ['false refusals of real frontal chest films', rate(report.falseRefusals)],
        ['false acceptances of other pictures', rate(report.falseAcceptances)],
        ['the same by the tables of the sets alone: refusals', rate(report.byTables.falseRefusals)],
        ['the same by the tables of the sets alone: acceptances', rate(report.byTables.falseAcceptances)],
        ['turned or inverted films not put right', rate(report.repairsMissed)],
        ['unreadable pictures accepted', rate(report.unreadableAccepted)],
      ],
    ),
    'Some tables are wrong (laterals and sections among "frontal" chests, chests among other films): pictures were looked at, and count as what they are by sight (`models/training/wetread_training/gate/sightings.json`); those about which readers would argue are left out.',
    part('Frontal chest films: to be read', report.frontal),
    part('Other pictures: to be refused', report.outside),
    part('Chest films turned or inverted: to be read after exactly that repair', report.repairable),
    part('Chest films spoilt beyond reading: to be refused', report.unreadable),
  );

const part = (title: string, rows: readonly GateRow[]): string | null =>
  rows.length === 0
    ? null
    : page(
        `### ${title}`,
        table(
          ['Set', 'Wrong', 'Read after a needless repair', 'What became of them'],
          rows.map((row) => [row.set, rate(row.wrong), row.needlessRepairs, outcomesOf(row)]),
        ),
      );

/** Codes with counts, the most frequent first; no names of pictures, which are the data sets' own. */
const outcomesOf = ({ outcomes }: GateRow): string =>
  Object.entries(outcomes)
    .sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1))
    .map(([outcome, count]) => `${outcome} ${count}`)
    .join(', ');
