import { Injectable } from '@nestjs/common';
import { type AuditActor, AuditTrail } from '@wetread/audit';
import { Clock } from '@wetread/kernel';
import { Database } from '@wetread/platform';
import { Deliveries, type NamedDelivery } from '../domain/deliveries';
import { type Delivery, resent, skipped } from '../domain/delivery';
import { LaterRevisionDelivered } from '../domain/delivery-errors';
import { Destinations } from '../domain/destinations';
import { LaneSchedule } from './lane-schedule';

/** What a person does with deliveries that did not go by themselves. The message and its id stay the same. */
@Injectable()
export class ResendDeliveries {
  constructor(
    private readonly destinations: Destinations,
    private readonly deliveries: Deliveries,
    private readonly lanes: LaneSchedule,
    private readonly audit: AuditTrail,
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /**
   * Sends one again, whether it is dead, skipped, waiting or delivered.
   * @throws DeliveryNotFound, DeliveryTransitionRefused, LaterRevisionDelivered
   */
  resend(id: string, by: AuditActor): Promise<NamedDelivery> {
    return this.changed(id, async (delivery) => {
      const latest = await this.deliveries.latestDelivered(delivery);
      if (latest !== null && latest > delivery.revision) throw new LaterRevisionDelivered(latest);
      await this.again(delivery, by);
    });
  }

  /** Gives one up for good. @throws DeliveryNotFound, DeliveryTransitionRefused */
  skip(id: string, by: AuditActor): Promise<NamedDelivery> {
    return this.changed(id, async (delivery) => {
      await this.deliveries.save(skipped(delivery));
      await this.record('delivery-skipped', delivery, by);
    });
  }

  /**
   * Sends all dead letters of a destination again; those that a later revision has overtaken are held.
   * @throws DestinationNotFound
   */
  resendAll(destinationId: string, by: AuditActor): Promise<{ resent: number; held: number }> {
    return this.database.transaction(async () => {
      await this.destinations.lock(destinationId);
      const dead = await this.deliveries.inState(destinationId, 'dead');
      let count = 0;
      for (const delivery of dead) {
        const latest = await this.deliveries.latestDelivered(delivery);
        if (latest !== null && latest > delivery.revision) continue;
        await this.again(delivery, by);
        count += 1;
      }
      await this.lanes.wake(destinationId);
      return { resent: count, held: dead.length - count };
    });
  }

  private async changed(id: string, change: (delivery: Delivery) => Promise<void>): Promise<NamedDelivery> {
    return this.database.transaction(async () => {
      const { destinationId } = await this.deliveries.find(id);
      await this.destinations.lock(destinationId);
      await change(await this.deliveries.find(id));
      await this.lanes.wake(destinationId);
      return this.deliveries.named(id);
    });
  }

  private async again(delivery: Delivery, by: AuditActor): Promise<void> {
    await this.deliveries.save(resent(delivery, this.clock.now()));
    // Whoever asks for it now knows that the peer is back, or wants to know.
    const { health } = await this.destinations.find(delivery.destinationId);
    if (health.pausedUntil)
      await this.destinations.saveHealth(delivery.destinationId, {
        ...health,
        pausedUntil: this.clock.now(),
      });
    await this.record('delivery-resent', delivery, by);
  }

  private record(
    action: 'delivery-resent' | 'delivery-skipped',
    { id, destinationId, reportId, studyInstanceUid, revision, format, state, cause }: Delivery,
    actor: AuditActor,
  ): Promise<void> {
    return this.audit.record({
      action,
      actor,
      subject: { type: 'report', id: reportId, studyInstanceUid },
      details: { deliveryId: id, destinationId, revision, format, was: state, cause },
    });
  }
}
