import { Injectable } from '@nestjs/common';
import { AuditTrail } from '@wetread/audit';
import { Clock, type StudyInstanceUid } from '@wetread/kernel';
import { Database } from '@wetread/platform';
import { type PriorFetch, PriorFetches, type SourceOutcome } from '../../domain/priors/prior-fetches';

/** Writes down the search for a study's priors: that it began, and how it ended. */
@Injectable()
export class FetchRecord {
  constructor(
    private readonly fetches: PriorFetches,
    private readonly audit: AuditTrail,
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /** `null` when the search has ended before: it is not made twice. */
  async begin(studyInstanceUid: StudyInstanceUid): Promise<PriorFetch | null> {
    const known = await this.fetches.find(studyInstanceUid);
    if (known && known.state !== 'running') return null;
    const startedAt = this.clock.now();
    const fetch = { studyInstanceUid, state: 'running', outcome: [], startedAt, finishedAt: null } as const;
    await this.database.transaction(() => this.fetches.save(fetch));
    return fetch;
  }

  async end(fetch: PriorFetch, outcome: readonly SourceOutcome[], gaveUp: boolean): Promise<void> {
    const { studyInstanceUid } = fetch;
    const state = gaveUp ? 'given-up' : 'finished';
    const failed = gaveUp || outcome.some(({ errorCode }) => errorCode !== null);
    await this.database.transaction(async () => {
      await this.fetches.save({ ...fetch, state, outcome, finishedAt: this.clock.now() });
      await this.audit.record({
        action: 'priors-fetched',
        outcome: failed ? 'failure' : 'success',
        actor: { kind: 'system', id: 'routing' },
        subject: { type: 'study', id: studyInstanceUid, studyInstanceUid },
        details: { state, sources: outcome },
      });
    });
  }
}
