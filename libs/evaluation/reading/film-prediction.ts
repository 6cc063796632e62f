import type { FilmInspection } from '@wetread/inference';
import { type NihFindingCode, nihFindingCodes } from '@wetread/terminology';
import type { PredictionLine } from '../data/predictions-file';
import type { Box } from '../measures/overlap';

/** What somebody says of one film: the model through the product, or a predictions file. */
export interface FilmPrediction {
  /** Calibrated; 0 of a film that the encoder was not shown. */
  readonly probabilities: Readonly<Record<NihFindingCode, number>>;
  /** Where each finding is warmest, called or not; fractions of the picture. */
  readonly boxes: Readonly<Partial<Record<NihFindingCode, Box>>>;
  /** What a draft would name, nothing when it is refused; `null` when no thresholds are known. */
  readonly called: ReadonlySet<NihFindingCode> | null;
}

const nothing = Object.fromEntries(nihFindingCodes.map((code) => [code, 0])) as Record<
  NihFindingCode,
  number
>;

export const predictionOf = ({ findings, refusal }: FilmInspection): FilmPrediction => ({
  probabilities: {
    ...nothing,
    ...Object.fromEntries(findings.map(({ code, probability }) => [code, probability])),
  },
  boxes: Object.fromEntries(findings.map(({ code, evidence }) => [code, evidence.box])),
  called: new Set(refusal ? [] : findings.filter(({ present }) => present).map(({ code }) => code)),
});

export const predictionOfLine = ({ probabilities, boxes }: PredictionLine): FilmPrediction => ({
  probabilities,
  boxes: boxes ?? {},
  called: null,
});
