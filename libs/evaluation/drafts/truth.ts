import { type NihFindingCode, nihFindingCodes } from '@wetread/terminology';
import type { NihFilm } from '../data/nih-films';
import { differenceOf, type Figure, figureOf, type Resamples, type Statistic } from '../measures/bootstrap';
import { type Decided, macroF1, microF1 } from '../measures/f-measure';

/** What somebody says of each film, in the order of the films. */
export interface Said {
  readonly name: string;
  readonly findings: readonly ReadonlySet<NihFindingCode>[];
}

/** How true one way to report is, against NIH's labels. Intervals are over patients. */
export interface TruthRow {
  readonly name: string;
  readonly microF1: Figure;
  readonly macroF1: Figure;
  /** The drafts' less this one's, on the same resamples; `null` of the drafts. */
  readonly microDifference: Figure | null;
  readonly macroDifference: Figure | null;
}

export const CHANCE = 'chance at equal prevalence';

const columns = (films: readonly NihFilm[], { findings }: Said): Decided[] =>
  nihFindingCodes.map((code) => ({
    truth: films.map(({ labels }) => labels.has(code)),
    decided: findings.map((codes) => codes.has(code)),
  }));

export const microOf = (films: readonly NihFilm[], said: Said): Statistic => microF1(columns(films, said));
export const macroOf = (films: readonly NihFilm[], said: Said): Statistic => macroF1(columns(films, said));

/** @param drafts the product's, the first row; the others are compared with it */
export function truthRows(
  films: readonly NihFilm[],
  drafts: Said,
  others: readonly Said[],
  resamples: Resamples,
): TruthRow[] {
  const [micro, macro] = [microOf(films, drafts), macroOf(films, drafts)];
  const rowOf = (name: string, itsMicro: Statistic, itsMacro: Statistic): TruthRow => ({
    name,
    microF1: figureOf(itsMicro, resamples),
    macroF1: figureOf(itsMacro, resamples),
    microDifference: itsMicro === micro ? null : differenceOf(micro, itsMicro, resamples),
    macroDifference: itsMacro === macro ? null : differenceOf(macro, itsMacro, resamples),
  });
  return [
    rowOf(drafts.name, micro, macro),
    ...others.map((said) => rowOf(said.name, microOf(films, said), macroOf(films, said))),
    rowOf(CHANCE, chanceMicro(films), chanceMacro(films)),
  ];
}

/**
 * F1 of calls that know nothing but how frequent each finding is, in expectation: a finding of share p is called of a
 * share p of the films and right for p of these, so its own F1 is p, and that of all is the sum of p² by that of p.
 */
function chanceMicro(films: readonly NihFilm[]): Statistic {
  return (weights) => {
    const shares = prevalences(films, weights);
    const sum = shares.reduce((all, share) => all + share, 0);
    return sum === 0 ? 0 : shares.reduce((all, share) => all + share ** 2, 0) / sum;
  };
}

const chanceMacro =
  (films: readonly NihFilm[]): Statistic =>
  (weights) =>
    prevalences(films, weights).reduce((sum, share) => sum + share, 0) / nihFindingCodes.length;

function prevalences(films: readonly NihFilm[], weights: ArrayLike<number>): number[] {
  const total = films.reduce((sum, _, row) => sum + weights[row]!, 0);
  return nihFindingCodes.map(
    (code) => films.reduce((sum, { labels }, row) => sum + (labels.has(code) ? weights[row]! : 0), 0) / total,
  );
}
