import { type ErrorKind, modelOnly } from './error-kind';
import { type FaithfulDraft } from './faithful-draft';
import { plantAddition } from './plant-addition';
import { plantOnSentence } from './plant-on-sentence';
import type { FilmFindings, ReportSentence } from '@wetread/reporting';
import { seededRandom, seedOf } from '../measures/seeded-random';
import type { WordingHalf } from './wordings/wording-halves';

/** A text with exactly one error in it, and where it is. */
export interface PlantedError {
  readonly kind: ErrorKind;
  readonly sentences: readonly ReportSentence[];
  readonly film: FilmFindings;
  /** The sentence that is wrong; `null` when the error is that one is missing. */
  readonly at: string | null;
  /** The finding that was left out. */
  readonly leftOut: string | null;
}

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
