import { Injectable } from '@nestjs/common';
import { Clock } from '@wetread/kernel';
import { HandlesEvent, HourlyHandler, Logger, Outbox } from '@wetread/platform';
import { ForgetMessages } from '../application/forget-messages.use-case';

const RETENTION_DUE = 'delivery.retention-due';

/** {@link ForgetMessages}, once an hour. */
@Injectable()
@HandlesEvent(RETENTION_DUE)
export class RetentionDueHandler extends HourlyHandler {
  constructor(
    private readonly forgetMessages: ForgetMessages,
    outbox: Outbox,
    clock: Clock,
    private readonly logger: Logger,
  ) {
    super(RETENTION_DUE, outbox, clock);
  }

  protected async work(at: Date): Promise<void> {
    const messages = await this.forgetMessages.execute(at);
    if (messages > 0) this.logger.info({ messages }, 'messages of old deliveries forgotten');
  }
}
