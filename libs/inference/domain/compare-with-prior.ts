import { findingSizes, findingVocabulary, type NihFindingCode } from '@wetread/terminology';
import type { Change, FindingDecision, FrontalView, PriorFilm, PriorReading } from './reading';

/**
 * By how much the log-odds of a finding must differ between two films for a change to be claimed: the odds are 4.5
 * times as high. Chosen on NIH's validation patients with wetread-cxr 0.2.0, never on test; `wetread eval comparison`
 * prints what it leads to. One film cut 3 % closer flips no decision by 1 or more, but films of one patient whose
 * labels agree differ with a standard deviation of 1.05. From 1.5 on no claim ran against those labels, and claims
 * where no label changed are a third of those that the thresholds alone would make.
 */
const CLEARLY = 1.5;

/** The heart looks wider on an AP film: it lies farther from the detector and the tube is nearer. */
const dependsOnView: ReadonlySet<NihFindingCode> = new Set(['Cardiomegaly']);

/** A film as it was read, before anything was compared. */
export interface ComparableFilm {
  readonly findings: readonly FindingDecision[];
  /** Marks that its outputs carry: what was drawn is never compared with what was taken. */
  readonly marks: readonly string[];
  readonly view: FrontalView | null;
}

/** The findings with what became of them, and the film that this speaks of; `null` where the two cannot be compared. */
export function compareFilm(
  { findings, marks, view }: ComparableFilm,
  prior: PriorReading | null,
): { findings: FindingDecision[]; prior: PriorFilm | null } {
  if (prior === null || !equalSets(marks, prior.marks)) return { findings: [...findings], prior: null };
  const sameView = view !== null && view === prior.view;
  return { findings: compareWithPrior(findings, prior.findings, { sameView }), prior: prior.film };
}

/**
 * Tells of each finding what became of it since an earlier film that the same model has read. Conservative: `none`
 * wherever the two readings leave it open.
 *
 * - `new`: present now, absent before, and clearly less probable then; `resolved` the other way round.
 * - `unchanged`: present in both at the same place, and neither clearly more nor clearly less probable.
 * - `larger`, `smaller`: of a finding that has a size, present in both at the same place on films of the same view:
 *   the size differs by a class and the probability moved the same way.
 *
 * @param sameView whether both films are known to be PA or both AP; without it nothing is said of the heart, and no
 * size is compared
 */
export const compareWithPrior = (
  now: readonly FindingDecision[],
  before: readonly FindingDecision[],
  { sameView }: { readonly sameView: boolean },
): FindingDecision[] => {
  const known = new Map(before.map((decision) => [decision.code, decision]));
  return now.map((decision) => {
    const earlier = known.get(decision.code);
    const open = earlier === undefined || (!sameView && dependsOnView.has(decision.code));
    return { ...decision, change: open ? 'none' : changeOf(decision, earlier, sameView) };
  });
};

function changeOf(now: FindingDecision, before: FindingDecision, sameView: boolean): Change {
  const risen = logOdds(now) - logOdds(before);
  if (now.present && !before.present) return risen >= CLEARLY ? 'new' : 'none';
  if (!now.present && before.present) return risen <= -CLEARLY ? 'resolved' : 'none';
  if (!now.present || !samePlace(now, before)) return 'none';
  const grown = growth(now, before);
  if (grown === null) return 'none';
  if (grown === 0) return Math.abs(risen) < CLEARLY ? 'unchanged' : 'none';
  if (!sameView || Math.sign(grown) !== Math.sign(risen)) return 'none';
  return grown > 0 ? 'larger' : 'smaller';
}

/** Classes of size between two films, 0 of a finding that has none; `null` where a size was not seen. */
function growth(now: FindingDecision, before: FindingDecision): number | null {
  if (!findingVocabulary[now.code].sized) return 0;
  if (now.size === 'none' || before.size === 'none') return null;
  return findingSizes.indexOf(now.size) - findingSizes.indexOf(before.size);
}

/** A nodule of the left upper zone is not the one that was in the right lower zone. */
const samePlace = (a: FindingDecision, b: FindingDecision): boolean =>
  a.location.side === b.location.side && a.location.zone === b.location.zone;

function logOdds({ probability }: FindingDecision): number {
  const kept = Math.min(1 - 1e-6, Math.max(1e-6, probability));
  return Math.log(kept / (1 - kept));
}

const equalSets = (a: readonly string[], b: readonly string[]): boolean =>
  a.length === b.length && a.every((mark) => b.includes(mark));
