import { Injectable } from '@nestjs/common';
import { Database, Outbox } from '@wetread/platform';
import { Deliveries } from '../domain/deliveries';
import type { Destination } from '../domain/destination';
import { Destinations } from '../domain/destinations';

/** A destination's lane has something to do. Key: the destination's id, so that a lane is worked by one at a time. */
export const DELIVERY_DUE = 'delivery.due';
export type DeliveryDue = { destinationId: string };

/** Each destination has a lane of its own: what waits in one never holds up another. */
@Injectable()
export class LaneSchedule {
  constructor(
    private readonly destinations: Destinations,
    private readonly deliveries: Deliveries,
    private readonly outbox: Outbox,
    private readonly database: Database,
  ) {}

  /**
   * Has the lane worked when its next delivery is due. The time is reckoned anew under the destination's lock: a
   * waiting event of the same lane is replaced, and a later time must never take the place of an earlier one.
   */
  async wake(destinationId: string): Promise<void> {
    await this.database.transaction(async () => {
      const notBefore = await this.dueAt(await this.destinations.lock(destinationId));
      if (!notBefore) return;
      const payload: DeliveryDue = { destinationId };
      await this.outbox.add({ type: DELIVERY_DUE, key: destinationId, payload, notBefore });
    });
  }

  /** After a start: what an event that was lost or given up should have done. */
  async wakeAll(): Promise<void> {
    for (const { id } of await this.destinations.list()) await this.wake(id);
  }

  private async dueAt({ id, active, health }: Destination): Promise<Date | null> {
    const due = active ? await this.deliveries.nextDue(id) : null;
    const paused = health.pausedUntil;
    return due && paused && paused > due ? paused : due;
  }
}
