import type { CandidateStudy, PriorsFor } from './prior-relevance';
import type { PriorSource } from './prior-sources';

/** What was brought of a study. */
export interface FetchedObjects {
  readonly instances: number;
  readonly bytes: number;
  /** Turned away: of another patient, or damaged. */
  readonly refused: number;
  /** There was more than `maxBytes`; the rest was left. */
  readonly cut: boolean;
}

/** An archive that is asked for earlier studies; `signal` ends every call, also a transfer under way. */
export interface PriorArchive {
  /** The patient's studies as the archive tells of them, at most {@link MOST_CANDIDATES}. */
  find(patient: PriorsFor, signal: AbortSignal): Promise<CandidateStudy[]>;
  /**
   * Stores a study's objects here, under the source `prior`. An object that names another patient than `patient` is
   * turned away. Stops once `maxBytes` have come.
   */
  fetch(
    study: string,
    patient: PriorsFor,
    limits: { readonly maxBytes: number; readonly signal: AbortSignal },
  ): Promise<FetchedObjects>;
}

export const MOST_CANDIDATES = 100;

/** Reaches a source by what its settings say. */
export abstract class PriorArchives {
  abstract open(source: PriorSource): PriorArchive;
}
