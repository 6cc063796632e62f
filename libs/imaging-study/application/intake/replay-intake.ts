import { Injectable, type BeforeApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import { Logger } from '@wetread/platform';
import { SendingRegistry } from '../../domain/sending-registry';
import { FileInstances, type Filing } from '../file-instances';
import { FinishSending } from '../finish-sending';
import { AcknowledgeEarly } from './acknowledge-early';
import { JournalProgress } from './journal-progress';

const TOGETHER = 32;

/**
 * Opens the journal before anybody is served, and files what a killed process had acknowledged and not filed. Safe to
 * repeat: what has been filed is answered as a duplicate.
 */
@Injectable()
export class ReplayIntake implements OnModuleInit, BeforeApplicationShutdown {
  constructor(
    private readonly progress: JournalProgress,
    private readonly early: AcknowledgeEarly,
    private readonly fileInstances: FileInstances,
    private readonly senders: SendingRegistry,
    private readonly finishSending: FinishSending,
    private readonly logger: Logger,
  ) {}

  async onModuleInit(): Promise<void> {
    const entries = await this.progress.open();
    if (entries.length === 0) return;
    this.logger.info({ instances: entries.length }, 'filing what was acknowledged before the last stop');
    const sender = this.senders.open();
    const filings = entries.map((journalled): Filing => ({
      instance: journalled.instance,
      context: { source: journalled.source, actor: journalled.actor, sender },
      journalled,
    }));
    for (let at = 0; at < filings.length; at += TOGETHER) {
      await this.fileInstances.execute(filings.slice(at, at + TOGETHER));
    }
    await this.finishSending.execute(sender);
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.early.settled();
    await this.progress.close();
  }
}
