import type { StudyInstanceUid } from '@wetread/kernel';

/** What came of asking one source. */
export interface SourceOutcome {
  readonly source: string;
  /** Studies that the source told of for this patient. */
  readonly found: number;
  /** Of those, how many were relevant and not here yet. */
  readonly wanted: number;
  readonly studies: number;
  readonly instances: number;
  readonly bytes: number;
  /** Objects that were turned away: another patient's, or damaged. */
  readonly refused: number;
  /** Stable code of what went wrong; `null` when all went well. */
  readonly errorCode: string | null;
}

/** The search for the priors of one study. `given-up`: the time was over. */
export interface PriorFetch {
  readonly studyInstanceUid: StudyInstanceUid;
  readonly state: 'running' | 'finished' | 'given-up';
  readonly outcome: readonly SourceOutcome[];
  readonly startedAt: Date;
  readonly finishedAt: Date | null;
}

export abstract class PriorFetches {
  abstract find(studyInstanceUid: StudyInstanceUid): Promise<PriorFetch | null>;
  /** In the surrounding transaction. */
  abstract save(fetch: PriorFetch): Promise<void>;
}
