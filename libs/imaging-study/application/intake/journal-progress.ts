import { Injectable } from '@nestjs/common';
import { Logger } from '@wetread/platform';
import { IntakeProgress } from '../../domain/intake-progress';
import { IntakeJournal, type JournalledEntry, type LeftJournal } from './intake-journal';

/** Tells database and journal how far the acknowledged instances have been filed. */
@Injectable()
export class JournalProgress {
  private isHalted = false;

  constructor(
    private readonly journal: IntakeJournal,
    private readonly progress: IntakeProgress,
    private readonly logger: Logger,
  ) {}

  async close(): Promise<void> {
    await this.progress.forget(await this.journal.close());
  }

  /** In the transaction that files them: either both are committed or neither. */
  async advance(entries: readonly JournalledEntry[]): Promise<void> {
    if (this.isHalted) return;
    const last = new Map<string, number>();
    for (const { journal, position } of entries)
      last.set(journal, Math.max(last.get(journal) ?? 0, position));
    for (const [journal, position] of last) await this.progress.advance(journal, position);
  }

  /** After the commit. */
  committed(entries: readonly JournalledEntry[]): void {
    if (this.isHalted) return;
    for (const entry of entries) this.journal.filed(entry);
  }

  /** An entry that could not be filed. Nobody may pass it before it lies somewhere else. */
  async giveUp(entry: JournalledEntry): Promise<void> {
    const { contentHash } = entry;
    try {
      await this.journal.setAside(entry);
      this.journal.filed(entry);
      this.logger.error({ contentHash }, 'an acknowledged instance could not be filed and was set aside');
    } catch (error) {
      this.isHalted = true;
      this.journal.halt();
      this.logger.error({ error, contentHash }, 'acknowledged instances wait for the next start to be filed');
    }
  }

  leftBehind(): AsyncIterable<LeftJournal> {
    return this.journal.leftBehind((journal) => this.progress.filedUpTo(journal));
  }

  /** All entries of a journal that was left behind have been filed or set aside. */
  async finished({ journal, entries, remove }: LeftJournal): Promise<void> {
    const last = entries.at(-1);
    if (last) await this.progress.advance(journal, last.position);
    if (await remove()) await this.progress.forget([journal]);
  }
}
