import { compareFilm, filmFacts, type FilmInspection, viewOf } from '@wetread/inference';
import type { NihFindingCode } from '@wetread/terminology';
import { NothingToMeasure } from '../data/evaluation-error';
import type { NihFilm } from '../data/nih-films';
import { inspectSplit } from '../findings/predicted-films';
import { type Rate, rateOf } from '../measures/wilson';
import { crop } from '../pictures/plain-pictures';
import type { Bench, Headlines } from '../reading/bench';

/** A film as it was inspected, with its labels. */
export interface SeenFilm {
  readonly film: NihFilm;
  readonly inspection: FilmInspection;
}

/** How what is claimed of a finding agrees with its labels on both films. */
interface ClaimReport {
  /** Claims whose label came or went as claimed. */
  readonly right: Rate;
  /** Claims whose label went the other way. */
  readonly opposite: Rate;
  /** Labels that came or went for which it was claimed. */
  readonly found: Rate;
}

/** `new` and `resolved` together, by one way of deciding what has changed. */
interface ComparisonRow extends ClaimReport {
  readonly name: string;
  /** Claims on a film and the same film cut a little closer, where nothing has changed, per film. */
  readonly onSameFilm: number;
  /** Claims per pair of films. */
  readonly perPair: number;
}

/** What is claimed to have changed between films of one patient, against text-mined labels of both. */
export interface ComparisonReport {
  readonly films: number;
  readonly pairs: number;
  readonly patients: number;
  /** The product, then every decision that flipped. */
  readonly rows: readonly ComparisonRow[];
}

interface Claim {
  readonly code: NihFindingCode;
  readonly change: 'new' | 'resolved';
}
type Compare = (now: FilmInspection, before: FilmInspection) => Claim[];

/** Share of each side that the closer cut leaves away. */
const CUT = 0.03;

/**
 * Compares consecutive films of a patient as drafts do, and every film with itself cut a little closer. NIH's films
 * carry a number of order and no date; films that are refused are left out.
 */
export async function measureComparison(bench: Bench): Promise<ComparisonReport> {
  const { films, inspections } = await inspectSplit(bench);
  const seen = films.flatMap((film, at) => {
    const inspection = inspections[at]!;
    return inspection.refusal ? [] : [{ film, inspection }];
  });
  const pairs = consecutive(seen);
  if (pairs.length === 0)
    throw new NothingToMeasure('comparison', `no patient of ${bench.split} has two films that are read`);
  const closer = await bench.reader.inspectChanged(
    seen.map(({ film }) => film.image),
    ({ width, height, ...picture }) => {
      const [left, top] = [Math.floor(width * CUT), Math.floor(height * CUT)];
      const part = { left, top, width: width - 2 * left, height: height - 2 * top };
      return crop({ width, height, ...picture }, part);
    },
    `NIH ${bench.split}, cut closer`,
  );
  const again = closer.flatMap((now, at) => (now.refusal ? [] : [[now, seen[at]!.inspection] as const]));
  return {
    films: seen.length,
    pairs: pairs.length,
    patients: new Set(pairs.map(([now]) => now.film.patient)).size,
    rows: [
      rowOf('wetread', changesClaimed, pairs, again),
      rowOf('every flipped decision', flippedDecisions, pairs, again),
    ],
  };
}

/** Each film with the one before it of the same patient; NIH numbers films in their order. */
export function consecutive(seen: readonly SeenFilm[]): (readonly [now: SeenFilm, before: SeenFilm])[] {
  const patients = [...new Set(seen.map(({ film }) => film.patient))];
  return patients.flatMap((patient) => {
    const films = seen.filter(({ film }) => film.patient === patient);
    const ordered = films.sort((a, b) => (a.film.image < b.film.image ? -1 : 1));
    return ordered.slice(1).map((now, at) => [now, ordered[at]!] as const);
  });
}

/** Of a film of which no header tells the view. */
const seenView = ({ gate }: FilmInspection) => viewOf(filmFacts(), gate);

/** As the product compares films. */
const changesClaimed: Compare = (now, before) => {
  const { findings } = compareFilm(
    { findings: now.findings, marks: [], view: seenView(now) },
    {
      film: { studyInstanceUid: '', sopInstanceUid: '', acquiredOn: null },
      findings: before.findings,
      marks: [],
      view: seenView(before),
    },
  );
  return findings.flatMap(({ code, change }) =>
    change === 'new' || change === 'resolved' ? [{ code, change }] : [],
  );
};

const flippedDecisions: Compare = (now, before) =>
  now.findings.flatMap(({ code, present }) => {
    const earlier = before.findings.find((one) => one.code === code);
    if (!earlier || earlier.present === present) return [];
    return [{ code, change: present ? 'new' : 'resolved' } as const];
  });

function rowOf(
  name: string,
  compare: Compare,
  pairs: readonly (readonly [SeenFilm, SeenFilm])[],
  again: readonly (readonly [FilmInspection, FilmInspection])[],
): ComparisonRow {
  const claims = pairs.flatMap(([now, before]) =>
    compare(now.inspection, before.inspection).map(({ code, change }) => ({
      change,
      moved: labelChange(code, now.film, before.film),
    })),
  );
  const moves = pairs.flatMap(([now, before]) =>
    now.inspection.findings.map(({ code }) => labelChange(code, now.film, before.film)),
  );
  const right = claims.filter(({ change, moved }) => change === moved).length;
  const opposite = claims.filter(({ change, moved }) => moved !== null && change !== moved).length;
  return {
    name,
    right: rateOf(right, claims.length),
    opposite: rateOf(opposite, claims.length),
    found: rateOf(right, moves.filter((moved) => moved !== null).length),
    perPair: claims.length / pairs.length,
    onSameFilm: again.flatMap(([now, before]) => compare(now, before)).length / Math.max(1, again.length),
  };
}

function labelChange(code: NihFindingCode, now: NihFilm, before: NihFilm): Claim['change'] | null {
  if (now.labels.has(code) === before.labels.has(code)) return null;
  return now.labels.has(code) ? 'new' : 'resolved';
}

/** The figures that seeds are compared by. */
export const comparisonHeadlines = ({ rows }: ComparisonReport): Headlines => ({
  'changes claimed rightly': rows[0]!.right.share,
  'changes claimed of the same film': rows[0]!.onSameFilm,
});
