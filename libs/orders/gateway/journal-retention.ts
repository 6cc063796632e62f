import { type BeforeApplicationShutdown, Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { Clock } from '@wetread/kernel';
import { AppConfig, Database, Logger } from '@wetread/platform';
import { MessageJournal } from '../domain/message-journal';

const HOUR_MS = 3_600_000;

/** Forgets messages when their time is over; they hold more of people than was needed of them. */
@Injectable()
export class JournalRetention implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private timer?: NodeJS.Timeout;

  constructor(
    private readonly journal: MessageJournal,
    private readonly database: Database,
    private readonly config: AppConfig,
    private readonly clock: Clock,
    private readonly logger: Logger,
  ) {}

  onApplicationBootstrap(): void {
    this.timer = setInterval(() => void this.sweep(), HOUR_MS).unref();
  }

  beforeApplicationShutdown(): void {
    clearInterval(this.timer);
  }

  async sweep(): Promise<void> {
    const before = new Date(this.clock.now().getTime() - this.config.hl7.keepDays * 24 * HOUR_MS);
    try {
      const messages = await this.database.transaction(() => this.journal.forget(before));
      if (messages > 0) this.logger.info({ messages, before }, 'old HL7 messages forgotten');
    } catch (error) {
      this.logger.error({ error }, 'old HL7 messages could not be forgotten; tried again in an hour');
    }
  }
}
