import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { Clock } from '@wetread/kernel';
import { type EventHandler, HandlesEvent, Logger, Outbox } from '@wetread/platform';
import { ForgetMessages } from '../application/forget-messages.use-case';

const RETENTION_DUE = 'delivery.retention-due';
const HOUR_MS = 60 * 60 * 1000;

/** Once an hour in one of the processes. Safe to run twice, as {@link ForgetMessages} is. */
@Injectable()
@HandlesEvent(RETENTION_DUE)
export class RetentionDueHandler implements EventHandler, OnApplicationBootstrap {
  constructor(
    private readonly forgetMessages: ForgetMessages,
    private readonly outbox: Outbox,
    private readonly clock: Clock,
    private readonly logger: Logger,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    await this.next(this.clock.now());
  }

  async handle(): Promise<void> {
    const at = this.clock.now();
    // First the next time, so that a failure, which is tried again on its own, never ends the series.
    await this.next(new Date(at.getTime() + HOUR_MS));
    const messages = await this.forgetMessages.execute(at);
    if (messages > 0) this.logger.info({ messages }, 'messages of old deliveries forgotten');
  }

  private async next(notBefore: Date): Promise<void> {
    await this.outbox.add({ type: RETENTION_DUE, key: 'all', payload: {}, notBefore });
  }
}
