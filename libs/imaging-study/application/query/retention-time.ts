import { Injectable } from '@nestjs/common';
import { Clock } from '@wetread/kernel';
import { AppConfig } from '@wetread/platform';

const DAY_MS = 24 * 60 * 60 * 1000;

/** When the retention of what was deleted has run out. */
@Injectable()
export class RetentionTime {
  constructor(
    private readonly clock: Clock,
    private readonly config: AppConfig,
  ) {}

  /** `before`: what was deleted before it is due. */
  now(): { at: Date; before: Date } {
    const at = this.clock.now();
    return { at, before: new Date(at.getTime() - this.config.deletedRetentionDays * DAY_MS + 1) };
  }

  /** When what is deleted now is due. */
  dueFrom(at: Date): Date {
    return new Date(at.getTime() + this.config.deletedRetentionDays * DAY_MS);
  }
}
