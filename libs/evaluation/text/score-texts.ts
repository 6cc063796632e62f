import { type Figure, figureOf, type Resamples, type Statistic } from '../measures/bootstrap';
import { weightedMean } from '../measures/calibration';
import { bleuOf } from './bleu';
import { ciderOf } from './cider';
import { rougeLOf } from './rouge-l';
import { tokeniseReport } from './tokenise-report';

export const textScoreNames = ['bleu1', 'bleu2', 'bleu3', 'bleu4', 'rougeL', 'cider'] as const;
type TextScoreName = (typeof textScoreNames)[number];

export type TextStatistics = Readonly<Record<TextScoreName, Statistic>>;
export type TextScores = Readonly<Record<TextScoreName, Figure>>;

/** All scores of texts beside their references, as statistics of the texts' weights. */
export function textStatistics(
  texts: readonly { readonly text: string; readonly reference: string }[],
): TextStatistics {
  const pairs = texts.map(({ text, reference }) => ({
    text: tokeniseReport(text),
    reference: tokeniseReport(reference),
  }));
  const [bleu1, bleu2, bleu3, bleu4] = bleuOf(pairs);
  return {
    bleu1: bleu1!,
    bleu2: bleu2!,
    bleu3: bleu3!,
    bleu4: bleu4!,
    rougeL: weightedMean(pairs.map(rougeLOf)),
    cider: weightedMean(ciderOf(pairs)),
  };
}

export const scoreTexts = (statistics: TextStatistics, resamples: Resamples): TextScores =>
  Object.fromEntries(
    textScoreNames.map((name): [string, Figure] => [name, figureOf(statistics[name], resamples)]),
  ) as unknown as TextScores;
