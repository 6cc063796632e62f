import type { FilmFacts, Profile } from './film-facts';
import type { Refusal } from './reading';
import { refusals } from './scope-refusal';
import { refuseByHeader } from './scope-rules';

export interface FilmCandidate {
  readonly facts: FilmFacts;
}

/** The films of a study that may be read, best first; when there is none, why. */
export type FilmChoice<Candidate> =
  | { readonly films: readonly [Candidate, ...Candidate[]]; readonly refusal: null }
  | { readonly films: readonly []; readonly refusal: Refusal };

/**
 * Chooses what to read of a study: known frontal views before unknown ones, pictures for presentation before raw
 * ones, large before small; equal ones keep their order. When none qualifies the study is refused for the reason
 * that tells most: that of the object which came nearest to being read, the commonest among equals.
 */
export function chooseFilms<Candidate extends FilmCandidate>(
  candidates: readonly Candidate[],
  profile: Profile,
): FilmChoice<Candidate> {
  const judged = candidates.map((candidate) => ({
    candidate,
    refusal: refuseByHeader(candidate.facts, profile),
  }));
  const readable = judged.filter(({ refusal }) => refusal === null).map(({ candidate }) => candidate);
  const [best, ...rest] = readable.sort((a, b) => compareFacts(a.facts, b.facts));
  if (best) return { films: [best, ...rest], refusal: null };
  return { films: [], refusal: mostTelling(judged.flatMap(({ refusal }) => refusal ?? [])) };
}

const viewRank = (view: string | null): number =>
  ['PA', 'AP'].indexOf(view?.trim().toUpperCase() ?? '') + 1 || 3;

const intentRank = (intent: string | null): number => {
  if (intent === null) return 1;
  return intent.trim().toUpperCase() === 'FOR PROCESSING' ? 2 : 0;
};

const area = ({ rows, columns }: FilmFacts): number => (rows ?? 0) * (columns ?? 0);

const compareFacts = (a: FilmFacts, b: FilmFacts): number =>
  viewRank(a.viewPosition) - viewRank(b.viewPosition) ||
  intentRank(a.presentationIntent) - intentRank(b.presentationIntent) ||
  area(b) - area(a);

/** Reasons in the order in which an object meets them; the later, the nearer it came. */
const stages = [
  'scope.no-pixels',
  'scope.modality',
  'scope.body-part',
  'scope.multi-frame',
  'scope.too-small',
  'scope.lateral-view',
  'scope.phantom-outside-demo',
  'scope.synthetic-outside-demo',
];
const stageOf = ({ code }: Refusal): number => stages.findIndex((stage) => code.startsWith(stage));

/** The reason of the object that came nearest to being read; the commonest among equals. */
function mostTelling(found: readonly Refusal[]): Refusal {
  const nearest = Math.max(...found.map(stageOf));
  const told = found.filter((refusal) => stageOf(refusal) === nearest);
  const count = (code: string): number => told.filter((refusal) => refusal.code === code).length;
  return (
    told.reduce<Refusal | null>(
      (best, refusal) => (best === null || count(refusal.code) > count(best.code) ? refusal : best),
      null,
    ) ?? refusals.emptyStudy
  );
}
