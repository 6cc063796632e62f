import { Injectable } from '@nestjs/common';
import { Logger } from '@wetread/platform';
import type { ExaminedInstance, StorableInstance } from '../../domain/incoming';
import type { StoreResult } from '../../domain/store-outcome';
import type { FilingContext } from '../file-instances';
import { GroupCommit } from '../group-commit';
import { acceptance } from '../store-results';
import { IntakeJournal, type JournalledEntry } from './intake-journal';
import { RecentStudies } from './recent-studies';

/** So many may wait to be filed; whoever comes then is answered when filed. Bounds memory and what a start has to do. */
const MOST_WAITING = 256;

/**
 * Answers an instance as soon as bytes and journal are on the disk, and files it with others (ADR 20): a sender that waits
 * for each answer, as C-STORE's do, then waits for two syncs instead of a transaction. What is no plain new instance is
 * filed before it is answered, so that a conflict gets its status.
 */
@Injectable()
export class AcknowledgeEarly {
  private waiting = 0;
  private last: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly journal: IntakeJournal,
    private readonly recentStudies: RecentStudies,
    private readonly groupCommit: GroupCommit,
    private readonly logger: Logger,
  ) {}

  /** Resolves once the instance cannot be lost any more. */
  async store(examined: Promise<ExaminedInstance>, context: FilingContext): Promise<StoreResult> {
    const instance = await examined;
    if (instance.kind === 'storable' && this.takes() && (await this.recentStudies.isNew(instance))) {
      const result = await this.storeEarly(instance, context);
      if (result) return result;
    }
    return this.groupCommit.file(Promise.resolve(instance), context);
  }

  /** Resolves when all that was answered so far has been filed; `null` when nothing waits. */
  settled(): Promise<unknown> | null {
    if (this.waiting === 0) return null;
    this.groupCommit.hurry();
    return this.last;
  }

  private takes(): boolean {
    return this.journal.takes && this.waiting < MOST_WAITING;
  }

  private async storeEarly(instance: StorableInstance, context: FilingContext): Promise<StoreResult | null> {
    const { source, actor } = context;
    this.waiting += 1;
    try {
      const position = await this.journal.append({ instance, source, actor });
      // Filed in the order of positions, so that the last one is filed last.
      this.last = this.fileLater({ instance, source, actor, position }, context);
      return acceptance(instance, 'stored');
    } catch (error) {
      this.waiting -= 1;
      this.recentStudies.forget(instance.header.studyInstanceUid);
      this.logger.warn({ error }, 'the intake journal could not be written; instances are filed at once');
      return null;
    }
  }

  private async fileLater(entry: JournalledEntry, context: FilingContext): Promise<void> {
    try {
      const { outcome, code } = await this.groupCommit.fileJournalled(entry, context);
      if (outcome === 'stored' || outcome === 'duplicate') return;
      this.recentStudies.forget(entry.instance.header.studyInstanceUid);
      const { contentHash } = entry.instance;
      this.logger.warn({ contentHash, code }, 'an acknowledged instance was not filed as it came');
    } catch (error) {
      this.logger.error({ error }, 'an acknowledged instance could not be filed');
    } finally {
      this.waiting -= 1;
    }
  }
}
