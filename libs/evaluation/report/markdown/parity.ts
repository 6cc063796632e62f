import type { ParityReport } from '../../parity/measure-parity';
import { page, table } from './format';

const fine = (value: number): string => value.toFixed(5);

const spread = (told: ParityReport['boxEdge']): string =>
  told ? `${fine(told.largest)} / ${fine(told.percentile99)}` : '-';

export const parityPage = (reports: readonly ParityReport[]): string =>
  page(
    '## Parity of two paths through the same model',
    table(
      [
        'Beside',
        'Pictures',
        'Compared',
        'Repaired (left out)',
        'Not shown to the encoder',
        'Probability: largest / 99th percentile',
        'Box edge: the same',
        'Gate class: the same',
        'Verdict',
      ],
      reports.map((report) => [
        report.beside,
        report.pictures,
        report.compared,
        report.repaired,
        report.unread,
        spread(report.probability),
        spread(report.boxEdge),
        spread(report.gate),
        report.agrees ? `within ${report.limit}` : `${report.beyond.length} pictures beyond ${report.limit}`,
      ]),
    ),
  );
