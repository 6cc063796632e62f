import { type ErrorKind, modelOnly } from './error-kind';
import type { FaithfulDraft } from './faithful-draft';
import { plantAddition } from './plant-addition';
import { plantOnSentence } from './plant-on-sentence';
import type { PlantedError } from './planted-error';
import { seededRandom, seedOf } from '../measures/seeded-random';
import type { WordingHalf } from './wordings/wording-halves';

/**
 * Plants one error of a kind. The same draft, kind, half and seed give the same error. `null`: the draft offers no
 * place for it, e.g. no side to swap.
 */
export function plantError(
  draft: FaithfulDraft,
  kind: ErrorKind,
  half: WordingHalf,
  seed: number,
): PlantedError | null {
  if (draft.author === 'person' && modelOnly.has(kind)) return null;
  const random = seededRandom(seedOf(seed, draft.id, kind, half));
  const error = plantOnSentence(draft, kind, half, random) ?? plantAddition(draft, kind, half, random);
  return error && { ...error, film: draft.against ?? error.film };
}
