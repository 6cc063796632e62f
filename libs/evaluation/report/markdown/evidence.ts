import { findingLabel } from '@wetread/terminology';
import { type EvidenceReport, LEVELS } from '../../evidence/measure-evidence';
import { figure, page, rate, share, table } from './format';

const levels = LEVELS.map((level) => `IoU >= ${level}`);

export const evidencePage = ({
  boxes,
  films,
  findings,
  sources,
  perFinding,
  sides,
}: EvidenceReport): string =>
  page(
    '## Evidence',
    `${boxes} published boxes on ${films} films, met or missed by the box of their finding, called or not. Means are over ${findings} findings, each weighing the same.`,
    table(
      ['Boxes by', ...levels, `Wetread less this one (${levels[0]})`],
      sources.map(({ name, met, difference }) => [
        name,
        ...met.map(share),
        difference ? share(difference) : '',
      ]),
    ),
    table(
      ['Finding', 'Boxes', ...levels, 'Mean IoU'],
      perFinding.map(({ code, boxes, met, meanOverlap }) => [
        findingLabel(code),
        boxes,
        ...met.map(share),
        figure(meanOverlap),
      ]),
    ),
    `Side told of called findings that have a box: as the box for ${rate(sides.agreeing)}, the opposite for ${rate(sides.opposite)}, bilateral against one side for ${rate(sides.partly)}.`,
  );
