import { Injectable } from '@nestjs/common';
import { Logger } from '@wetread/platform';
import { type ClaimedDelivery, LaneLedger } from './lane-ledger';
import { LaneSchedule } from './lane-schedule';
import { SendDelivery } from './send-delivery';

/** So that a long lane gives way now and then: the rest is scheduled anew. */
const MOST_AT_ONCE = 100;

/** Sends what is due to one destination, one delivery after the other, and sees to what is due later. */
@Injectable()
export class WorkLane {
  constructor(
    private readonly ledger: LaneLedger,
    private readonly sendDelivery: SendDelivery,
    private readonly lanes: LaneSchedule,
    private readonly logger: Logger,
  ) {}

  /**
   * Safe to run twice, and after a process died over it: an attempt whose end is not known is made again with the
   * same bytes under the same id. Must not run twice at once for one destination; the outbox sees to that.
   * @returns how many attempts were made
   */
  async execute(destinationId: string): Promise<number> {
    let attempts = 0;
    while (attempts < MOST_AT_ONCE) {
      const claimed = await this.ledger.claim(destinationId);
      if (!claimed) break;
      attempts += 1;
      await this.attempt(claimed);
    }
    await this.lanes.wake(destinationId);
    return attempts;
  }

  private async attempt(claimed: ClaimedDelivery): Promise<void> {
    const began = performance.now();
    const sent = await this.sendDelivery.execute(claimed);
    await this.ledger.settle(claimed, sent);
    const { outcome } = sent;
    const { id, destinationId, reportId, revision, format, attempts } = claimed.delivery;
    const ids = { deliveryId: id, destinationId, reportId, revision, format, attempt: attempts };
    const ms = Math.round(performance.now() - began);
    this.logger.info({ ...ids, outcome: outcome.kind, code: outcome.code, ms }, 'delivery attempted');
  }
}
