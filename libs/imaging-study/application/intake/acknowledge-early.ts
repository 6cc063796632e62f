import { Injectable } from '@nestjs/common';
import { awaitedLater } from '@wetread/kernel';
import { Logger } from '@wetread/platform';
import type { ExaminedInstance } from '../../domain/incoming';
import type { StoreResult } from '../../domain/store-outcome';
import { ExamineInstance, type Expectation, keepBytes, type ReadInstance } from '../examine-instance';
import type { FilingContext } from '../file-instances';
import { GroupCommit } from '../group-commit';
import type { ReceivedObject } from '../receive-body';
import { acceptance } from '../store-results';
import { IntakeJournal, type JournalledEntry } from './intake-journal';
import { JournalProgress } from './journal-progress';
import { RecentStudies } from './recent-studies';

/** So many may wait to be filed; whoever comes then is answered when filed. Bounds what a start has to do. */
const MOST_WAITING = 256;
/** The same in bytes, which wait in memory. */
const MOST_BYTES_WAITING = 64 * 1024 * 1024;

/**
 * Answers an instance as soon as the journal has it on the disk, and stores and files it with others (ADR 20): a sender
 * that waits for each answer, as C-STORE's do, then waits for one write instead of a transaction. What is no plain new
 * instance is filed before it is answered, so that a conflict gets its status.
 */
@Injectable()
export class AcknowledgeEarly {
  private waiting = 0;
  private bytesWaiting = 0;
  /** Entries are handed over to be filed in the order of their positions, so that the last one is filed last. */
  private handedOver: Promise<void> = Promise.resolve();
  private last: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly journal: IntakeJournal,
    private readonly progress: JournalProgress,
    private readonly examine: ExamineInstance,
    private readonly recentStudies: RecentStudies,
    private readonly groupCommit: GroupCommit,
    private readonly logger: Logger,
  ) {}

  /** Resolves once the instance cannot be lost any more. */
  async store(
    received: ReceivedObject,
    expectation: Expectation,
    context: FilingContext,
  ): Promise<StoreResult> {
    const read = await this.examine.read(received, expectation);
    if (read.kind !== 'read') return this.groupCommit.file(Promise.resolve(read), context);
    const bytes = received.staged.held;
    await this.journal.open();
    if (bytes && this.takes(bytes) && (await this.recentStudies.isNew(read.object.header))) {
      const result = await this.storeEarly(read, bytes, context);
      if (result) return result;
    }
    return this.groupCommit.file(this.keepInTurn(read), context);
  }

  /** Resolves when all that was answered so far has been filed; `null` when nothing waits. */
  settled(): Promise<unknown> | null {
    return this.waiting === 0 ? null : this.hurry(this.last);
  }

  private async hurry(last: Promise<unknown>): Promise<void> {
    this.groupCommit.hurry();
    await this.handedOver;
    // Some came to those that could wait only now.
    this.groupCommit.hurry();
    await last;
  }

  private takes({ byteLength }: Uint8Array): boolean {
    const hasRoom = this.waiting < MOST_WAITING && this.bytesWaiting + byteLength <= MOST_BYTES_WAITING;
    return hasRoom && this.journal.takes;
  }

  private async storeEarly(
    read: ReadInstance,
    bytes: Uint8Array,
    context: FilingContext,
  ): Promise<StoreResult | null> {
    const { source, actor } = context;
    const { name } = read.received;
    const { header } = read.object;
    const contentHash = await read.received.staged.hash();
    const appending = this.journal.append({ name, bytes, contentHash, source, actor });
    // The processor works while the disk does.
    const kept = awaitedLater(keepBytes(read));
    try {
      this.fileLater(await appending, kept, context);
      return acceptance({ ...read, name, header }, 'stored');
    } catch (error) {
      await kept.catch(() => undefined);
      this.recentStudies.forget(header.studyInstanceUid);
      this.logger.warn({ error }, 'the intake journal could not be written; instances are filed at once');
      return null;
    }
  }

  /** What was answered before is filed before: this one may contradict it. */
  private async keepInTurn(read: ReadInstance): Promise<ExaminedInstance> {
    const [kept] = await Promise.all([this.examine.keep(read), this.handedOver]);
    return kept;
  }

  private fileLater(entry: JournalledEntry, kept: Promise<ExaminedInstance>, context: FilingContext): void {
    this.waiting += 1;
    this.bytesWaiting += entry.bytes.byteLength;
    const filed = this.handedOver.then(() => this.handOver(entry, kept, context));
    this.handedOver = filed.then(() => undefined);
    this.last = filed.then(({ result }) => this.conclude(entry, result));
  }

  /** Resolves when the entry is on its way to the database, before it is there. */
  private async handOver(
    entry: JournalledEntry,
    kept: Promise<ExaminedInstance>,
    context: FilingContext,
  ): Promise<{ result: Promise<StoreResult> | null }> {
    try {
      return { result: this.groupCommit.fileJournalled(entry, await kept, context) };
    } catch (error) {
      this.logger.error({ error }, 'the bytes of an acknowledged instance could not be stored');
      await this.progress.giveUp(entry);
      return { result: null };
    }
  }

  private async conclude(entry: JournalledEntry, filing: Promise<StoreResult> | null): Promise<void> {
    try {
      const result = await filing;
      if (!result || result.outcome === 'stored' || result.outcome === 'duplicate') return;
      if (result.studyInstanceUid) this.recentStudies.forget(result.studyInstanceUid);
      const { code } = result;
      this.logger.warn(
        { contentHash: entry.contentHash, code },
        'an acknowledged instance was not filed as it came',
      );
    } catch (error) {
      this.logger.error({ error }, 'an acknowledged instance could not be filed');
    } finally {
      this.waiting -= 1;
      this.bytesWaiting -= entry.bytes.byteLength;
    }
  }
}
