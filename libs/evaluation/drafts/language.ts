import { type Rate, rateOf } from '../measures/wilson';
import { sentencesOf } from '../text/claims';

/** How rich the language of some reports is; no sentence is told. */
export interface Language {
  readonly name: string;
  readonly reports: number;
  readonly sentences: number;
  readonly distinctSentences: number;
  /** Reports that another one equals word for word. */
  readonly repeated: Rate;
  readonly sentencesPerReport: number;
  readonly wordsPerReport: number;
  /** Different n-grams as a share of all, n = 1, 2, 3 (Li et al., NAACL 2016); falls with the amount of text. */
  readonly distinctNgrams: readonly number[];
}

const LONGEST = 3;

export function measureLanguage(name: string, reports: readonly string[]): Language {
  const sentences = reports.flatMap(sentencesOf);
  const words = reports.map(wordsOf);
  const times = new Map<string, number>();
  for (const report of reports) times.set(report, (times.get(report) ?? 0) + 1);
  const repeated = reports.filter((report) => times.get(report)! > 1).length;
  return {
    name,
    reports: reports.length,
    sentences: sentences.length,
    distinctSentences: new Set(sentences).size,
    repeated: rateOf(repeated, reports.length),
    sentencesPerReport: sentences.length / reports.length,
    wordsPerReport: words.reduce((sum, { length }) => sum + length, 0) / reports.length,
    distinctNgrams: Array.from({ length: LONGEST }, (_, order) => distinctShare(words, order + 1)),
  };
}

const wordsOf = (report: string): string[] =>
  report
    .toLowerCase()
    .split(/[^a-z0-9-]+/)
    .filter((word) => word !== '');

function distinctShare(reports: readonly (readonly string[])[], n: number): number {
  const ngrams = reports.flatMap((words) =>
    words.slice(n - 1).map((_, start) => words.slice(start, start + n).join(' ')),
  );
  return new Set(ngrams).size / ngrams.length;
}
