import type { FilmInspection } from '@wetread/inference';
import { nihFindingCodes } from '@wetread/terminology';
import { NothingToMeasure } from '../data/evaluation-error';
import type { PredictionLine, PredictionsFile } from '../data/predictions-file';
import { thin } from '../data/thin';
import { quantile } from '../measures/bootstrap';
import type { FilmReader } from '../reading/film-reader';

/** Two implementations of one model are one model when no calibrated probability differs by more. */
const PARITY_LIMIT = 0.01;

/** The product's path beside another one through the same weights, over every picture that the file names. */
export interface ParityReport {
  readonly beside: string;
  readonly pictures: number;
  /** Compared: as they lie in the file, without a repair that the other path does not know. */
  readonly compared: number;
  readonly repaired: number;
  readonly unread: number;
  readonly probability: Spread;
  /** Of box edges, fractions of the picture; `null` when the file tells no boxes. Told, not judged. */
  readonly boxEdge: Spread | null;
  /** Of the gate's class probabilities; told, not judged. */
  readonly gate: Spread | null;
  readonly limit: number;
  readonly agrees: boolean;
  /** Pictures beyond the limit, the worst first. */
  readonly beyond: readonly { readonly image: string; readonly difference: number }[];
}

/** Absolute differences over all findings of all compared pictures. */
interface Spread {
  readonly largest: number;
  readonly percentile99: number;
}

export async function measureParity(
  reader: FilmReader,
  file: PredictionsFile,
  limit: number,
): Promise<ParityReport> {
  const lines = thin([...file.byImage.values()], limit);
  const inspections = await reader.inspectFiles(
    lines.map(({ image }) => image),
    'parity',
  );
  const pairs = lines.map((line, row) => ({ line, inspection: inspections[row]! }));
  const read = pairs.filter(({ inspection }) => inspection.findings.length > 0);
  const compared = read.filter(({ inspection }) => inspection.repairs.length === 0);
  if (compared.length === 0) throw new NothingToMeasure('parity', `no picture of ${file.file} was read`);
  const worst = compared.map(({ line, inspection }) => ({
    image: line.image,
    difference: Math.max(...probabilityDifferences(line, inspection)),
  }));
  const probability = spreadOf(
    compared.flatMap(({ line, inspection }) => probabilityDifferences(line, inspection)),
  );
  const edges = compared.flatMap(({ line, inspection }) => edgeDifferences(line, inspection));
  const classes = compared.flatMap(({ line, inspection }) => gateDifferences(line, inspection));
  return {
    beside: file.name,
    pictures: lines.length,
    compared: compared.length,
    repaired: read.length - compared.length,
    unread: pairs.length - read.length,
    probability,
    boxEdge: spreadOrNull(edges),
    gate: spreadOrNull(classes),
    limit: PARITY_LIMIT,
    agrees: probability.largest <= PARITY_LIMIT,
    beyond: worst
      .filter(({ difference }) => difference > PARITY_LIMIT)
      .sort((a, b) => b.difference - a.difference),
  };
}

function probabilityDifferences({ probabilities }: PredictionLine, { findings }: FilmInspection): number[] {
  return findings.map(({ code, probability }) => Math.abs(probability - probabilities[code]));
}

function edgeDifferences({ boxes = {} }: PredictionLine, { findings }: FilmInspection): number[] {
  return nihFindingCodes.flatMap((code) => {
    const [theirs, ours] = [boxes[code], findings.find((finding) => finding.code === code)?.evidence.box];
    return theirs && ours ? ours.map((edge, index) => Math.abs(edge - theirs[index]!)) : [];
  });
}

const gateDifferences = ({ gate: theirs = {} }: PredictionLine, { gate: ours }: FilmInspection): number[] =>
  Object.entries(ours?.probabilities ?? {}).flatMap(([name, probability]) =>
    name in theirs ? [Math.abs(probability - theirs[name]!)] : [],
  );

const spreadOrNull = (differences: readonly number[]): Spread | null =>
  differences.length > 0 ? spreadOf(differences) : null;

function spreadOf(differences: readonly number[]): Spread {
  const sorted = [...differences].sort((a, b) => a - b);
  return { largest: sorted.at(-1)!, percentile99: quantile(sorted, 0.99) };
}
