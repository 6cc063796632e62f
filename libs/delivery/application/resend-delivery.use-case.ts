import { Injectable } from '@nestjs/common';
import type { AuditActor } from '@wetread/audit';
import type { NamedDelivery } from '../domain/deliveries';
import { LaterRevisionDelivered } from '../domain/delivery-errors';
import { LaneIntervention } from './lane-intervention';

/** Sends one delivery again, or now, under the same id; whether it is dead, skipped, waiting or delivered. */
@Injectable()
export class ResendDelivery {
  constructor(private readonly lane: LaneIntervention) {}

  /** @throws DeliveryNotFound, DeliveryTransitionRefused, LaterRevisionDelivered */
  execute(id: string, by: AuditActor): Promise<NamedDelivery> {
    return this.lane.onDelivery(id, async (delivery) => {
      const later = await this.lane.overtakenBy(delivery);
      if (later !== null) throw new LaterRevisionDelivered(later);
      await this.lane.sendAgain(delivery, by);
    });
  }
}
