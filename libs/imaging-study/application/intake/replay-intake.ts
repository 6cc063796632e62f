import { Injectable, type BeforeApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import { Logger, ProcessLocks } from '@wetread/platform';
import { StoreInstances } from '../store-instances.use-case';
import { AcknowledgeEarly } from './acknowledge-early';
import { IntakeJournal, type JournalledEntry, type LeftJournal } from './intake-journal';
import { JournalProgress } from './journal-progress';
import { TakenUids } from './taken-uids';

/** How often processes look for what others have left behind. */
const LOOK_MS = 15_000;

/**
 * Files what processes that are gone had acknowledged and not filed: before anybody is served, and again and again where
 * other processes may go while this one stays. Safe to repeat: what has been filed is a duplicate.
 */
@Injectable()
export class ReplayIntake implements OnModuleInit, BeforeApplicationShutdown {
  private working: Promise<void> = Promise.resolve();
  private timer?: NodeJS.Timeout;

  constructor(
    private readonly journal: IntakeJournal,
    private readonly progress: JournalProgress,
    private readonly taken: TakenUids,
    private readonly early: AcknowledgeEarly,
    private readonly storeInstances: StoreInstances,
    private readonly locks: ProcessLocks,
    private readonly logger: Logger,
  ) {}

  async onModuleInit(): Promise<void> {
    await this.replay();
    await this.tryAside();
    // Whoever comes before it is filled is filed before answered.
    if (this.locks.isAlone) this.working = this.fill();
    else this.timer = setInterval(() => this.lookAgain(), LOOK_MS).unref();
  }

  async beforeApplicationShutdown(): Promise<void> {
    clearInterval(this.timer);
    this.taken.stop();
    await this.working;
    await this.early.settled();
    await this.progress.close();
  }

  private async fill(): Promise<void> {
    try {
      await this.taken.fill();
    } catch (error) {
      this.logger.error(
        { error },
        'the UIDs that are taken could not be read; instances are filed before answered',
      );
    }
  }

  private lookAgain(): void {
    this.working = this.working
      .then(() => this.replay())
      .catch((error: unknown) =>
        this.logger.error({ error }, 'acknowledged instances could not be looked for'),
      );
  }

  private async replay(): Promise<void> {
    for await (const left of this.progress.leftBehind()) {
      try {
        await this.finish(left);
      } catch (error) {
        this.logger.error({ error }, 'acknowledged instances could not be filed; they are tried again');
      }
    }
  }

  private async finish(left: LeftJournal): Promise<void> {
    const { length: instances } = left.entries;
    if (instances > 0) this.logger.info({ instances }, 'filing what was acknowledged before the last stop');
    for (const entry of await this.file(left.entries)) await this.journal.setAside(entry);
    await this.progress.finished(left);
  }

  private async tryAside(): Promise<void> {
    for await (const entry of this.journal.aside()) {
      const [failed] = await this.file([entry]);
      if (!failed) await this.journal.takeBack(entry);
    }
  }

  /** Returns those that could be neither stored nor put into quarantine. */
  private async file(entries: readonly JournalledEntry[]): Promise<JournalledEntry[]> {
    const failed: JournalledEntry[] = [];
    for (const some of ofOneBringer(entries)) {
      const [{ source, actor }] = some;
      const results = await this.storeInstances.execute({ source, actor, instances: incoming(some) });
      failed.push(...some.filter((_, index) => results[index]?.outcome === 'refused'));
    }
    return failed;
  }
}

async function* incoming(entries: readonly JournalledEntry[]) {
  for (const { name, bytes } of entries) yield { name, body: bytes };
}

type Some = [JournalledEntry, ...JournalledEntry[]];

/** Neighbours that came from one peer. */
function ofOneBringer(entries: readonly JournalledEntry[]): Some[] {
  const groups: Some[] = [];
  for (const entry of entries) {
    const last = groups.at(-1);
    const isSame = last && JSON.stringify(bringerOf(last[0])) === JSON.stringify(bringerOf(entry));
    if (isSame) last.push(entry);
    else groups.push([entry]);
  }
  return groups;
}

const bringerOf = ({ source, actor }: JournalledEntry) => [source.kind, source.peer, actor.kind, actor.id];
