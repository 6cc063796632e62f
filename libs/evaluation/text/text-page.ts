import { figure, interval, page, percent, rate, table } from '../report/markdown/format';
import type { TextReport, TextRow } from './measure-text';
import { textScoreNames } from './score-texts';

const PARTS = { val: 'validation', test: 'test' } as const;
const heads = ['BLEU-1', 'BLEU-2', 'BLEU-3', 'BLEU-4', 'ROUGE-L', 'CIDEr'];

export const textPage = (report: TextReport): string =>
  page(
    '## Text quality',
    `The findings of ${report.reports} Open-i reports (R2Gen’s ${PARTS[report.part]} part), written anew from what the rule labeller reads in them: claims, then statements, then the product’s writer. ` +
      `${report.withoutClaims} of them claim nothing that the vocabulary knows and are empty texts. Words as R2Gen prepares them (lower case, no punctuation, " ." after a sentence; no cut, no unknown word). ` +
      'BLEU of the corpus, ROUGE-L and CIDEr-D means over reports, document frequencies from these references; checked against `pycocoevalcap`. Intervals are over reports. Overlap is no truth: the constant sees no film.',
    table(
      ['', ...heads],
      report.rows.map(({ name, scores }) => [name, ...textScoreNames.map((score) => figure(scores[score]))]),
    ),
    differencesPart(report.rows),
    `The constant is the best of ${report.constant.of} of our own wording on the training reports (BLEU-4): “${report.constant.text}”`,
    saidPart(report),
  );

function differencesPart(rows: readonly TextRow[]): string | null {
  const compared = rows.filter(({ difference }) => difference !== null);
  if (compared.length === 0) return null;
  return table(
    ['Wetread less', ...heads],
    compared.map(({ name, difference }) => [
      name,
      ...textScoreNames.map((score) => figure(difference![score])),
    ]),
  );
}

function saidPart({ said, plainSentences, verbatim }: TextReport): string {
  const { value, interval95 } = said.microF1;
  return (
    `Read back, the texts say what was asked: micro-F1 over findings with their polarity ${percent(value)} (${interval(interval95, percent)}), the side of a present finding for ${rate(said.sides)}; in the plain words of the fallback ${rate(plainSentences)} of the sentences. ` +
    `Of their sentences of ${verbatim.leastWords} words or more, ${rate(verbatim.sentences)} stand word by word in a training report; of the different ones, ${rate(verbatim.distinct)}.`
  );
}
