import { noSightings, type Sightings } from '../data/sightings';
import { type Rate, rateOf } from '../measures/wilson';
import type { Bench, Headlines } from '../reading/bench';
import { faultSets } from './fault-sets';
import { frontalSets } from './frontal-sets';
import { type GateSet, isRight, outcomeOf } from './gate-case';
import { outsideSets, ownPictures } from './outside-sets';

/** One set of pictures, all of which should meet the same fate. */
export interface GateRow {
  readonly set: string;
  /** `read`, `refused`, or the repairs after which it is to be read. */
  readonly expected: string;
  /** Share of the pictures that met another. */
  readonly wrong: Rate;
  /** Frontal films that were read after a repair that they did not need. */
  readonly needlessRepairs: number;
  /** How often each outcome came, by name. */
  readonly outcomes: Readonly<Record<string, number>>;
  /** Wrong or needlessly repaired, by name. Not for a document that is committed: the names are the data sets' own. */
  readonly wrongCases: readonly { readonly name: string; readonly outcome: string }[];
}

/** The scope gate. Intervals are Wilson's. */
export interface GateReport {
  readonly frontal: readonly GateRow[];
  readonly outside: readonly GateRow[];
  /** Chest films at fault that can be put right. */
  readonly repairable: readonly GateRow[];
  /** Chest films at fault that cannot. */
  readonly unreadable: readonly GateRow[];
  readonly falseRefusals: Rate;
  readonly falseAcceptances: Rate;
  /** The same when every picture is what its set's tables say, errors of the tables included. */
  readonly byTables: { readonly falseRefusals: Rate; readonly falseAcceptances: Rate };
  readonly repairsMissed: Rate;
  readonly unreadableAccepted: Rate;
}

export async function measureGate(bench: Bench): Promise<GateReport> {
  const own = rowOf(await ownPictures(bench));
  const { frontal, outside } = await scopeRows(bench, bench.sightings, own);
  const tables = await scopeRows(bench, noSightings, own);
  const faulty = bench.headlinesOnly ? [] : await faultSets(bench);
  const repairable = faulty.filter(({ expected }) => expected.kind === 'repaired').map(rowOf);
  const unreadable = faulty.filter(({ expected }) => expected.kind === 'refused').map(rowOf);
  return {
    frontal,
    outside,
    repairable,
    unreadable,
    falseRefusals: together(frontal),
    falseAcceptances: together(outside),
    byTables: { falseRefusals: together(tables.frontal), falseAcceptances: together(tables.outside) },
    repairsMissed: together(repairable),
    unreadableAccepted: together(unreadable),
  };
}

/** Inspections are kept by the reader: a second look at the same pictures by other labels costs nothing. */
async function scopeRows(
  bench: Bench,
  sightings: Sightings,
  own: GateRow,
): Promise<Pick<GateReport, 'frontal' | 'outside'>> {
  const frontal = (await frontalSets(bench, sightings)).map(rowOf);
  const outside = (await outsideSets(bench, sightings)).map(rowOf);
  return { frontal: frontal.filter(isSome), outside: [...outside, own].filter(isSome) };
}

const isSome = ({ wrong }: GateRow): boolean => wrong.of > 0;

function rowOf({ name, expected, names, inspections }: GateSet): GateRow {
  const outcomes: Record<string, number> = {};
  for (const outcome of inspections.map(outcomeOf).sort()) outcomes[outcome] = (outcomes[outcome] ?? 0) + 1;
  const wrong = inspections.map((inspection) => !isRight(inspection, expected));
  const needless = inspections.map(
    ({ refusal, repairs }) => expected.kind === 'read' && refusal === null && repairs.length > 0,
  );
  const told = [...inspections.keys()].filter((row) => wrong[row] || needless[row]);
  return {
    set: name,
    expected: expected.kind === 'repaired' ? `read after ${expected.repairs.join(' and ')}` : expected.kind,
    wrong: rateOf(wrong.filter(Boolean).length, inspections.length),
    needlessRepairs: needless.filter(Boolean).length,
    outcomes,
    wrongCases: told.map((row) => ({ name: names[row]!, outcome: outcomeOf(inspections[row]!) })),
  };
}

/** All pictures of several sets; a large set weighs more than a small one. */
const together = (rows: readonly GateRow[]): Rate =>
  rateOf(
    rows.reduce((sum, { wrong }) => sum + wrong.count, 0),
    rows.reduce((sum, { wrong }) => sum + wrong.of, 0),
  );

/** The figures that seeds are compared by. */
export const gateHeadlines = ({ falseRefusals, falseAcceptances }: GateReport): Headlines => ({
  'false refusals of frontal chest films': falseRefusals.share,
  'false acceptances of other pictures': falseAcceptances.share,
});
