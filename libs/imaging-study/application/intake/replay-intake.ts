import { Injectable, type BeforeApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import { Logger } from '@wetread/platform';
import { SendingRegistry } from '../../domain/sending-registry';
import { FinishSending } from '../finish-sending';
import { AcknowledgeEarly } from './acknowledge-early';
import type { JournalledEntry } from './intake-journal';
import { JournalProgress } from './journal-progress';
import { TakenUids } from './taken-uids';

/**
 * Opens the journal before anybody is served, and files what a killed process had acknowledged and not filed. Safe to
 * repeat: what has been filed is answered as a duplicate.
 */
@Injectable()
export class ReplayIntake implements OnModuleInit, BeforeApplicationShutdown {
  private filling?: Promise<void>;

  constructor(
    private readonly progress: JournalProgress,
    private readonly taken: TakenUids,
    private readonly early: AcknowledgeEarly,
    private readonly senders: SendingRegistry,
    private readonly finishSending: FinishSending,
    private readonly logger: Logger,
  ) {}

  async onModuleInit(): Promise<void> {
    await this.replay(await this.progress.open());
    // Whoever comes before it is filled is filed before answered.
    this.filling = this.fill();
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.taken.stop();
    await this.filling;
    await this.early.settled();
    await this.progress.close();
  }

  private async fill(): Promise<void> {
    try {
      if (this.progress.isUsed) await this.taken.fill();
    } catch (error) {
      this.logger.error(
        { error },
        'the UIDs that are taken could not be read; instances are filed before answered',
      );
    }
  }

  private async replay(entries: readonly JournalledEntry[]): Promise<void> {
    if (entries.length === 0) return;
    this.logger.info({ instances: entries.length }, 'filing what was acknowledged before the last stop');
    const sender = this.senders.open();
    for (const entry of entries) {
      const { source, actor } = entry;
      await this.early.resume(entry, { source, actor, sender });
    }
    await this.early.settled();
    await this.finishSending.execute(sender);
  }
}
