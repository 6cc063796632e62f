import type { ReportSentence } from './report-content';

/** A finding that a sentence speaks of, and that sentence. */
export interface SpokenFinding {
  readonly finding: string;
  readonly sentence: ReportSentence;
}

/** Every finding that the text speaks of, once, in the order of the report. */
export function spokenFindings({
  sentences,
}: {
  readonly sentences: readonly ReportSentence[];
}): SpokenFinding[] {
  const spoken = sentences
    .flatMap(eachClaim)
    .flatMap((sentence) =>
      sentence.finding !== null && sentence.finding !== 'NoFinding' && sentence.polarity !== null
        ? [{ finding: sentence.finding, sentence }]
        : [],
    );
  return spoken.filter(({ finding }, at) => spoken.findIndex((one) => one.finding === finding) === at);
}

/** A sentence that denies several findings, once for each of them. */
const eachClaim = ({ alsoAbsent = [], ...sentence }: ReportSentence): ReportSentence[] => [
  sentence,
  ...alsoAbsent.map(({ finding, probability }) => ({ ...sentence, finding, probability })),
];
