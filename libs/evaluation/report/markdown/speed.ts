import type { SpeedReport } from '../../speed/measure-speed';
import { number, page, table } from './format';

const megabytes = (bytes: number): string => `${(bytes / 1e6).toFixed(1)} MB`;

export const speedPage = (report: SpeedReport): string =>
  page(
    '## Speed and size',
    `${report.films} decoded films, one at a time, ${report.threads} threads: median ${number(report.medianMilliseconds, 1)} ms, ` +
      `95th percentile ${number(report.percentile95Milliseconds, 1)} ms a film (preprocessing, encoder with all heads, and the way to its thread). ` +
      `From the bytes of a film's file to the last sentence of its draft: median ${number(report.draft.median, 0)} ms, 95th percentile ${number(report.draft.percentile95, 0)} ms of ${report.draft.films} films. A shared machine makes these slower.`,
    table(
      ['File', 'Size'],
      [
        ...report.files.map(({ name, bytes }) => [name, megabytes(bytes)]),
        ['encoder, heads and text encoder together', megabytes(report.seeingBytes)],
      ],
    ),
  );
