import { Injectable } from '@nestjs/common';
import { Logger } from '@wetread/platform';
import { IntakeProgress } from '../../domain/intake-progress';
import { IntakeJournal, type JournalledEntry } from './intake-journal';

/** Tells database and journal how far the acknowledged instances have been filed. */
@Injectable()
export class JournalProgress {
  private isHalted = false;

  constructor(
    private readonly journal: IntakeJournal,
    private readonly progress: IntakeProgress,
    private readonly logger: Logger,
  ) {}

  /** Opens the journal. Returns what is still to be filed, oldest first. */
  async open(): Promise<JournalledEntry[]> {
    return this.journal.open(await this.progress.filedUpTo());
  }

  /** Whether there is a journal at all. */
  get isUsed(): boolean {
    return this.journal.takes;
  }

  close(): Promise<void> {
    return this.journal.close();
  }

  /** In the transaction that files them: either both are committed or neither. */
  async advance(entries: readonly JournalledEntry[]): Promise<void> {
    const last = Math.max(0, ...entries.map(({ position }) => position));
    if (last > 0 && !this.isHalted) await this.progress.advance(last);
  }

  /** After the commit. */
  committed(entries: readonly JournalledEntry[]): void {
    if (this.isHalted) return;
    for (const { position } of entries) this.journal.filed(position);
  }

  /** An entry that could not be filed. Nobody may pass it before it lies somewhere else. */
  async giveUp(entry: JournalledEntry): Promise<void> {
    const { position, contentHash } = entry;
    try {
      await this.journal.setAside(entry);
      this.journal.filed(position);
      this.logger.error({ contentHash }, 'an acknowledged instance could not be filed and was set aside');
    } catch (error) {
      this.isHalted = true;
      this.journal.halt();
      this.logger.error({ error, contentHash }, 'acknowledged instances wait for the next start to be filed');
    }
  }
}
