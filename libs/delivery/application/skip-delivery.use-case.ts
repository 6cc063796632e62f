import { Injectable } from '@nestjs/common';
import type { AuditActor } from '@wetread/audit';
import { Deliveries, type NamedDelivery } from '../domain/deliveries';
import { skipped } from '../domain/delivery';
import { LaneIntervention } from './lane-intervention';

/** Gives a delivery up; later revisions of its report no longer wait for it. */
@Injectable()
export class SkipDelivery {
  constructor(
    private readonly lane: LaneIntervention,
    private readonly deliveries: Deliveries,
  ) {}

  /** @throws DeliveryNotFound, DeliveryTransitionRefused */
  execute(id: string, by: AuditActor): Promise<NamedDelivery> {
    return this.lane.onDelivery(id, async (delivery) => {
      await this.deliveries.save(skipped(delivery));
      await this.lane.record('delivery-skipped', delivery, by);
    });
  }
}
