import { Injectable, type BeforeApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import { Logger } from '@wetread/platform';
import { SendingRegistry } from '../../domain/sending-registry';
import { FinishSending } from '../finish-sending';
import { AcknowledgeEarly } from './acknowledge-early';
import { JournalProgress } from './journal-progress';

/**
 * Opens the journal before anybody is served, and files what a killed process had acknowledged and not filed. Safe to
 * repeat: what has been filed is answered as a duplicate.
 */
@Injectable()
export class ReplayIntake implements OnModuleInit, BeforeApplicationShutdown {
  constructor(
    private readonly progress: JournalProgress,
    private readonly early: AcknowledgeEarly,
    private readonly senders: SendingRegistry,
    private readonly finishSending: FinishSending,
    private readonly logger: Logger,
  ) {}

  async onModuleInit(): Promise<void> {
    const entries = await this.progress.open();
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

  async beforeApplicationShutdown(): Promise<void> {
    await this.early.settled();
    await this.progress.close();
  }
}
