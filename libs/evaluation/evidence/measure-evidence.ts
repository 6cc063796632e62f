import { type NihFindingCode, nihFindingCodes } from '@wetread/terminology';
import { NothingToMeasure } from '../data/evaluation-error';
import { inspectSplit, predictionsOf } from '../findings/predicted-films';
import { meanOf } from '../measures/auroc';
import {
  differenceOf,
  type Figure,
  figureOf,
  type Resamples,
  resampleGroups,
  type Statistic,
} from '../measures/bootstrap';
import { weightedMean } from '../measures/calibration';
import { intersectionOverUnion } from '../measures/overlap';
import type { Bench, Headlines } from '../reading/bench';
import { type BoxedFinding, boxedFindings, type BoxSource, sidedFindings } from './boxed-findings';
import { searchRegionsOf, wholeFilm } from './fixed-boxes';
import { measureSides, type SideAgreement } from './side-agreement';

/** Overlaps from which a box counts as met; Wang et al. (CVPR 2017) report a ladder of them. */
export const LEVELS = [0.1, 0.3, 0.5] as const;

interface EvidenceRow {
  readonly code: NihFindingCode;
  readonly boxes: number;
  readonly meanOverlap: Figure;
  /** Share of the boxes met, by the entries of `LEVELS`. */
  readonly met: readonly Figure[];
}

/** One way to draw boxes; means are over the findings that have boxes, each weighing the same. */
interface EvidenceSource {
  readonly name: string;
  readonly met: readonly Figure[];
  /** The product's share at the lowest level less this one's; `null` of the product itself. */
  readonly difference: Figure | null;
}

/** Evidence on the published boxes of a split, whether the finding is called or not. Intervals are over patients. */
export interface EvidenceReport {
  readonly boxes: number;
  readonly films: number;
  readonly findings: number;
  readonly sources: readonly EvidenceSource[];
  readonly perFinding: readonly EvidenceRow[];
  readonly sides: SideAgreement;
}

export async function measureEvidence(bench: Bench): Promise<EvidenceReport> {
  const sample = await inspectSplit(bench);
  const boxed = boxedFindings(sample.films);
  if (boxed.length === 0)
    throw new NothingToMeasure('evidence', `no boxes among the films of ${bench.split}`);
  const resamples = resampleGroups(
    boxed.map(({ film }) => film.patient),
    bench.rounds,
    bench.seed,
  );
  const product: BoxSource = ({ row, code }) => sample.predictions[row]!.boxes[code];
  const codes = nihFindingCodes.filter((code) => boxed.some((one) => one.code === code));
  return {
    boxes: boxed.length,
    films: new Set(boxed.map(({ film }) => film.image)).size,
    findings: codes.length,
    sources: await measureSources(product, boxed, resamples, bench),
    perFinding: codes.map((code) => rowOf(code, boxed, product, resamples)),
    sides: measureSides(sidedFindings(sample.films, sample.inspections)),
  };
}

async function measureSources(
  product: BoxSource,
  boxed: readonly BoxedFinding[],
  resamples: Resamples,
  bench: Bench,
): Promise<EvidenceSource[]> {
  const own = { name: 'wetread', draw: product };
  const others = bench.headlinesOnly
    ? []
    : [
        ...besideSources(boxed, bench),
        { name: 'fixed search region', draw: await searchRegionsOf(bench, boxed) },
        { name: 'whole film', draw: wholeFilm },
      ];
  return [own, ...others].map(({ name, draw }) => ({
    name,
    met: LEVELS.map((level) => figureOf(meanMet(boxed, draw, level), resamples)),
    difference:
      draw === product
        ? null
        : differenceOf(meanMet(boxed, product, LEVELS[0]), meanMet(boxed, draw, LEVELS[0]), resamples),
  }));
}

/** Predictions files that tell boxes. */
function besideSources(
  boxed: readonly BoxedFinding[],
  { beside }: Bench,
): { name: string; draw: BoxSource }[] {
  return beside.flatMap((file) => {
    const films = boxed.map(({ film }) => film);
    const { predictions } = predictionsOf(films, file);
    if (predictions.every(({ boxes }) => Object.keys(boxes).length === 0)) return [];
    const byImage = new Map(films.map(({ image }, index) => [image, predictions[index]!.boxes]));
    return [{ name: file.name, draw: ({ film, code }) => byImage.get(film.image)?.[code] }];
  });
}

function rowOf(
  code: NihFindingCode,
  boxed: readonly BoxedFinding[],
  draw: BoxSource,
  resamples: Resamples,
): EvidenceRow {
  const overlaps = overlapsOf(boxed, draw);
  return {
    code,
    boxes: boxed.filter((one) => one.code === code).length,
    meanOverlap: figureOf(ofFinding(code, boxed, overlaps), resamples),
    met: LEVELS.map((level) =>
      figureOf(
        ofFinding(
          code,
          boxed,
          overlaps.map((overlap) => Number(overlap >= level)),
        ),
        resamples,
      ),
    ),
  };
}

const overlapsOf = (boxed: readonly BoxedFinding[], draw: BoxSource): number[] =>
  boxed.map((one) => {
    const drawn = draw(one);
    return drawn ? intersectionOverUnion(drawn, one.box) : 0;
  });

/** Mean over the findings of the share of their boxes that are met. */
export function meanMet(boxed: readonly BoxedFinding[], draw: BoxSource, level: number): Statistic {
  const hits = overlapsOf(boxed, draw).map((overlap) => Number(overlap >= level));
  const codes = [...new Set(boxed.map(({ code }) => code))];
  return meanOf(codes.map((code) => ofFinding(code, boxed, hits)));
}

/** Mean of the values of one finding's boxes. */
function ofFinding(
  code: NihFindingCode,
  boxed: readonly BoxedFinding[],
  values: readonly number[],
): Statistic {
  const rows = [...boxed.keys()].filter((row) => boxed[row]!.code === code);
  const mean = weightedMean(rows.map((row) => values[row]!));
  return (weights) => mean(rows.map((row) => weights[row]!));
}

/** The figures that seeds are compared by. */
export const evidenceHeadlines = ({ sources, sides }: EvidenceReport): Headlines => ({
  'boxes met at IoU >= .1': sources[0]!.met[0]!.value,
  'boxes met at IoU >= .3': sources[0]!.met[1]!.value,
  'boxes met at IoU >= .5': sources[0]!.met[2]!.value,
  'side agrees': sides.agreeing.share,
});
