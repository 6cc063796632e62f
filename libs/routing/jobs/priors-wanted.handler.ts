import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import { Clock, DomainError } from '@wetread/kernel';
import { type EventHandler, HandlesEvent, Outbox } from '@wetread/platform';
import { FetchPriors } from '../application/priors/fetch-priors.use-case';
import { PRIORS_WANTED, type PriorsWanted } from '../domain/priors/prior-events';
import { studyToRead } from '../domain/routing-events';

/** The reading has long begun by then; the reader may still want the films beside it. */
const LONGEST_FETCH_MS = 600_000;

class StoppedWhileFetching extends DomainError {
  readonly code = 'priors.stopped';
  readonly status = 'unavailable';
  constructor() {
    super('the process stops; the priors are fetched when it is back');
  }
}

/** Safe to run twice: {@link FetchPriors} does not search twice, and a study that was read is not read again. */
@Injectable()
@HandlesEvent(PRIORS_WANTED, { concurrency: 4 })
export class PriorsWantedHandler implements EventHandler<PriorsWanted>, OnModuleDestroy {
  private readonly stopping = new AbortController();

  constructor(
    private readonly fetchPriors: FetchPriors,
    private readonly outbox: Outbox,
    private readonly clock: Clock,
  ) {}

  /** Comes before the queue waits for what runs. */
  onModuleDestroy(): void {
    this.stopping.abort();
  }

  async handle({ readAt, readBy, ...toRead }: PriorsWanted): Promise<void> {
    const { studyInstanceUid, completion, lane } = toRead;
    const signal = AbortSignal.any([this.stopping.signal, AbortSignal.timeout(LONGEST_FETCH_MS)]);
    await this.fetchPriors.execute(studyInstanceUid, signal);
    if (this.stopping.signal.aborted) throw new StoppedWhileFetching();
    const now = this.clock.now().getTime();
    if (now >= readBy) return;
    const notBefore = new Date(Math.max(readAt, now));
    const key = `${studyInstanceUid}/${completion}`;
    await this.outbox.add({ type: studyToRead(lane), key, payload: toRead, notBefore });
  }
}
