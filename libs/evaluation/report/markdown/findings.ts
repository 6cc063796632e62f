import { findingLabel } from '@wetread/terminology';
import { LEAST_POSITIVES } from '../../findings/predicted-films';
import type { FindingsReport } from '../../findings/measure-findings';
import { figure, number, page, rate, share, table } from './format';

export function findingsPage(report: FindingsReport): string {
  const { films, patients, refused, labelsCounted } = report;
  return page(
    '## Findings',
    `${films} films of ${patients} patients; ${refused} of them would not be drafted (their probabilities count, their drafts name nothing). ` +
      `Mean AUROC over the ${labelsCounted} labels with at least ${LEAST_POSITIVES} positive films: **${figure(report.meanAuroc)}**.`,
    table(
      ['Finding', 'Positive films', 'AUROC (95 %)'],
      report.perFinding.map(({ code, positives, counted, auroc }) => [
        findingLabel(code),
        counted ? positives : `${positives} (not in the mean)`,
        figure(auroc),
      ]),
    ),
    baselinesPart(report),
    decisionsPart(report),
    subgroupsPart(report),
    dependencePart(report),
    shortcutsPart(report),
  );
}

const baselinesPart = ({ meanAuroc, baselines }: FindingsReport): string | null =>
  baselines.length === 0
    ? null
    : page(
        '### Beside others, on the same films',
        table(
          ['', 'Mean AUROC', 'Wetread less this one', 'Calibration error'],
          [
            ['wetread', figure(meanAuroc), '', ''],
            ...baselines.map((row) => [
              row.name,
              figure(row.meanAuroc),
              figure(row.difference),
              row.calibrationError ? figure(row.calibrationError) : '-',
            ]),
          ],
        ),
      );

/** Why an interval may lie beside its value. */
const CALIBRATION_NOTE =
  'Films that a resample holds twice make its bins look surer than they are: intervals of calibration errors lie too high and may leave out the value.';

const decisionsPart = ({ calibration, draft }: FindingsReport): string =>
  page(
    '### Probabilities and decisions',
    table(
      ['', 'Value (95 %)'],
      [
        ['calibration error (10 bins), mean over findings', figure(calibration.error)],
        ['calibration error (10 bins), pooled', figure(calibration.pooledError)],
        ['Brier score, pooled', figure(calibration.pooledBrier)],
        ['decisions at the thresholds, micro-F1', figure(draft.microF1)],
        ['decisions at the thresholds, macro-F1', figure(draft.macroF1)],
        [
          'findings a film, called / labelled',
          `${number(draft.calledPerFilm, 2)} / ${number(draft.labelledPerFilm, 2)}`,
        ],
      ],
    ),
    CALIBRATION_NOTE,
  );

function subgroupsPart({ subgroups, otherSources }: FindingsReport): string | null {
  if (otherSources === null) return null;
  return page(
    '### Subgroups and other sources',
    'Labels with enough positives differ between the rows, so their means are not of the same labels.',
    table(
      ['NIH films', 'Films / patients', 'Labels counted', 'Mean AUROC', 'Calibration error', 'micro-F1'],
      subgroups.map((row) => [
        row.name,
        `${row.films} / ${row.patients}`,
        row.labelsCounted,
        figure(row.meanAuroc),
        figure(row.calibrationError),
        figure(row.microF1),
      ]),
    ),
    table(
      ['Other source, held-out part', 'Question', 'Films', 'Positive', 'AUROC'],
      otherSources.rows.map((row) => [row.source, row.question, row.films, row.positives, figure(row.auroc)]),
    ),
    `The view that the encoder sees is the one that the Hannover table states for ${rate(otherSources.viewAgreement)}.`,
  );
}

function dependencePart({ imageDependence }: FindingsReport): string | null {
  if (imageDependence === null) return null;
  return page(
    '### Image dependence: the truth of the decisions when the picture is not the patient’s',
    table(
      ['Picture', 'micro-F1', 'macro-F1', 'Drop of micro-F1', 'Drop of macro-F1', 'Films without a finding'],
      imageDependence.map((row) => [
        row.picture,
        figure(row.microF1),
        figure(row.macroF1),
        row.microDrop ? share(row.microDrop) : '',
        row.macroDrop ? share(row.macroDrop) : '',
        row.withoutFinding,
      ]),
    ),
  );
}

const shortcutsPart = ({ shortcuts }: FindingsReport): string | null =>
  shortcuts.length === 0
    ? null
    : page(
        '### Shortcuts: mean AUROC without what holds no disease, and with nothing else',
        table(
          ['Picture', 'Mean AUROC', 'Less that of whole films'],
          shortcuts.map((row) => [row.picture, figure(row.meanAuroc), figure(row.difference)]),
        ),
      );
