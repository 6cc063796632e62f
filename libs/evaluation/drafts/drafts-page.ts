import { findingLabel } from '@wetread/terminology';
import { figure, number, page, rate, share, table } from '../report/markdown/format';
import type { DraftsReport } from './measure-drafts';
import { ONE_NAME } from './one-shadow';

export const draftsPage = (report: DraftsReport): string =>
  page(
    '## Drafts',
    `Drafts of ${report.films} films of ${report.patients} patients, written by the product and read back by the rule labeller; a finding that is called possible counts as named. ${report.refused} films were refused; they name nothing.`,
    faithfulnessPart(report),
    truthPart(report),
    dependencePart(report),
    languagePart(report),
  );

const faithfulnessPart = ({ faithfulness: told }: DraftsReport): string =>
  page(
    '### Faithfulness: what the text says against what the head decided',
    `Micro-F1 **${figure(told.microF1)}**; ${told.textOnly} findings in the text alone, ${told.headOnly} in the head alone.`,
    table(
      ['', 'Drafts'],
      [
        ['side told as decided', rate(told.sides)],
        ['zone told as decided', rate(told.zones)],
        ['size told as decided', rate(told.sizes)],
        ['drafts in which the verifier flags a sentence', rate(told.flagged)],
      ],
    ),
  );

const truthPart = ({ truth, perFinding, namedTwice }: DraftsReport): string =>
  page(
    '### Truth: the same findings against the labels',
    table(
      ['', 'micro-F1', 'macro-F1', 'Drafts less this one, micro', 'macro'],
      truth.map((row) => [
        row.name,
        figure(row.microF1),
        figure(row.macroF1),
        row.microDifference ? figure(row.microDifference) : '',
        row.macroDifference ? figure(row.macroDifference) : '',
      ]),
    ),
    `A constant normal report names no finding: its F1 is 0 whatever its overlap with real reports. The labels are mined from texts and noisy. They, too, call one shadow pneumonia, infiltrate and consolidation at once; of the drafts ${rate(namedTwice)} do, and “${ONE_NAME}” tells what it would be to keep the likeliest name alone.`,
    table(
      ['Finding', 'Positive films', 'F1 of the drafts', 'of the nearest training film'],
      perFinding.map(({ code, positives, drafts, nearest }) => [
        findingLabel(code),
        positives,
        figure(drafts),
        nearest ? figure(nearest) : '-',
      ]),
    ),
  );

const dependencePart = ({ dependence }: DraftsReport): string | null =>
  dependence.length === 0
    ? null
    : page(
        '### Image dependence: the drafts when the picture is not the patient’s',
        table(
          ['Picture', 'Refused', 'Draft changed', 'micro-F1', 'macro-F1', 'Drop of micro-F1', 'of macro-F1'],
          dependence.map((row) => [
            row.picture,
            rate(row.refused),
            rate(row.changed),
            figure(row.microF1),
            figure(row.macroF1),
            share(row.microDrop),
            share(row.macroDrop),
          ]),
        ),
      );

const languagePart = ({ language, plainSentences }: DraftsReport): string | null =>
  language.length === 0
    ? null
    : page(
        '### Language',
        table(
          [
            '',
            'Reports',
            'Sentences, different',
            'Reports equal to another',
            'Sentences / words a report',
            'distinct-1 / -2 / -3',
          ],
          language.map((row) => [
            row.name,
            row.reports,
            `${row.sentences}, ${row.distinctSentences}`,
            rate(row.repeated),
            `${number(row.sentencesPerReport, 1)} / ${number(row.wordsPerReport, 1)}`,
            row.distinctNgrams.map((value) => number(value)).join(' / '),
          ]),
        ),
        `${plainSentences} of the drafts’ sentences are in the plain words of the fallback.`,
      );
