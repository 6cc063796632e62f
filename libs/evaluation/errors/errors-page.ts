import { errorKinds } from './error-kind';
import type { ErrorsReport, TextReport } from './measure-errors';
import { number, page, share, table } from '../report/markdown/format';

export const errorsPage = (report: ErrorsReport): string =>
  page(
    '## Error detection',
    'Exactly one error is planted in a true text, of every kind that the text has a place for; wordings are our own. What the verifier missed was looked at in one half of the wordings only; the other half is held out, but one author wrote the rules and both halves, so the wordings of a stranger would fare worse. *Flagged*: the wrong sentence carries a flag that it did not carry before. *Named*: that flag calls the error what it is.',
    ...report.texts.map(textPart),
    '### How sure the model must be to contradict a person',
    `A person's text is held only against decisions that lie at least so far (in logits) from their threshold; a pneumothorax that was found always counts. Here the text says what NIH labelled and the head errs, so false alarms are the head's errors. The product uses ${report.margin}, the least of these with at most 5 % of true sentences flagged on validation films.`,
    table(
      ['Margin', 'True sentences flagged', 'Texts with a flag', 'Planted errors flagged (mean over kinds)'],
      report.margins.map(({ margin, falseAlarms, flagged }) => [
        number(margin, 2),
        share(falseAlarms.ofSentences),
        share(falseAlarms.ofTexts),
        share(flagged),
      ]),
    ),
  );

const textPart = ({ name, falseAlarms, halves }: TextReport): string =>
  page(
    `### ${name.charAt(0).toUpperCase()}${name.slice(1)}`,
    `Untouched, of ${falseAlarms.sentences} sentences ${share(falseAlarms.ofSentences)} are flagged, of ${falseAlarms.texts} texts ${share(falseAlarms.ofTexts)}${codesOf(falseAlarms.byCode)}.`,
    table(
      ['Planted', 'Texts', 'Flagged, held-out wordings', 'Named', 'Flagged, open wordings'],
      [
        ...halves['held-out'].kinds.map(({ kind, planted, flagged, named }) => [
          errorKinds[kind].title,
          planted,
          share(flagged),
          share(named),
          share(halves.open.kinds.find((row) => row.kind === kind)?.flagged ?? NONE),
        ]),
        ['**mean over kinds**', '', share(halves['held-out'].flagged), '', share(halves.open.flagged)],
        [
          '**mean: negation, side, false prior, wrong finding**',
          '',
          share(halves['held-out'].flaggedOfPlan),
          '',
          share(halves.open.flaggedOfPlan),
        ],
      ],
    ),
  );

const NONE = { value: null, interval95: null };

const codesOf = (byCode: Readonly<Record<string, number>>): string => {
  const told = Object.entries(byCode)
    .sort(([, a], [, b]) => b - a)
    .map(([code, count]) => `${code} ${count}`);
  return told.length === 0 ? '' : ` (${told.join(', ')})`;
};
