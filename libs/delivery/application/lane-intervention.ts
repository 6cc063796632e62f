import { Injectable } from '@nestjs/common';
import { type AuditActor, AuditTrail } from '@wetread/audit';
import { Clock } from '@wetread/kernel';
import { Database } from '@wetread/platform';
import { Deliveries, type NamedDelivery } from '../domain/deliveries';
import { type Delivery, resent, skipped } from '../domain/delivery';
import { DestinationRetired } from '../domain/delivery-errors';
import { Destinations } from '../domain/destinations';
import { LaneSchedule } from './lane-schedule';

/** What the use cases share by which a person steps into a lane. */
@Injectable()
export class LaneIntervention {
  constructor(
    private readonly destinations: Destinations,
    private readonly deliveries: Deliveries,
    private readonly lanes: LaneSchedule,
    private readonly audit: AuditTrail,
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /** Does something to a lane that nobody else touches meanwhile, and has it worked as it then stands. */
  inLane<T>(destinationId: string, work: () => Promise<T>): Promise<T> {
    return this.database.transaction(async () => {
      await this.destinations.lock(destinationId);
      const result = await work();
      await this.lanes.wake(destinationId);
      return result;
    });
  }

  /** {@link inLane} for one delivery. @throws DeliveryNotFound */
  async onDelivery(id: string, work: (delivery: Delivery) => Promise<void>): Promise<NamedDelivery> {
    const { destinationId } = await this.deliveries.find(id);
    await this.inLane(destinationId, async () => work(await this.deliveries.find(id)));
    return this.deliveries.named(id);
  }

  /** The later revision that the destination has already, if any: sending this one would undo it. */
  async overtakenBy(delivery: Delivery): Promise<number | null> {
    const latest = await this.deliveries.latestDelivered(delivery);
    return latest !== null && latest > delivery.revision ? latest : null;
  }

  /** Puts a delivery back to be sent now. @throws DeliveryTransitionRefused, DestinationRetired */
  async sendAgain(delivery: Delivery, by: AuditActor): Promise<void> {
    const { destinationId } = delivery;
    const { health, retiredAt } = await this.destinations.find(destinationId);
    if (retiredAt) throw new DestinationRetired();
    await this.deliveries.save(resent(delivery, this.clock.now()));
    // Whoever asks for it now knows that the peer is back, or wants to know.
    if (health.pausedUntil)
      await this.destinations.saveHealth(destinationId, { ...health, pausedUntil: this.clock.now() });
    await this.record('delivery-resent', delivery, by);
  }

  /** Gives a delivery up. @throws DeliveryTransitionRefused while an attempt is under way */
  async giveUp(delivery: Delivery, by: AuditActor): Promise<void> {
    await this.deliveries.save(skipped(delivery, this.clock.now()));
    await this.record('delivery-skipped', delivery, by);
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
