import type { OnApplicationBootstrap } from '@nestjs/common';
import type { Clock } from '@wetread/kernel';
import type { EventHandler } from './handles-event.decorator';
import type { Outbox } from './outbox';

const HOUR_MS = 60 * 60 * 1000;

/** What is done once an hour, in one of the processes; a series of outbox events of `type`. Safe to run twice. */
export abstract class HourlyHandler implements EventHandler, OnApplicationBootstrap {
  protected constructor(
    private readonly type: string,
    private readonly outbox: Outbox,
    private readonly clock: Clock,
  ) {}

  protected abstract work(at: Date): Promise<void>;

  async onApplicationBootstrap(): Promise<void> {
    await this.next(this.clock.now());
  }

  async handle(): Promise<void> {
    const at = this.clock.now();
    // First the next time, so that a failure, which is tried again on its own, never ends the series.
    await this.next(new Date(at.getTime() + HOUR_MS));
    await this.work(at);
  }

  private async next(notBefore: Date): Promise<void> {
    await this.outbox.add({ type: this.type, key: 'all', payload: {}, notBefore });
  }
}
