import { Injectable } from '@nestjs/common';
import type { AuditActor } from '@wetread/audit';
import type { NamedDelivery } from '../domain/deliveries';
import { LaneIntervention } from './lane-intervention';

/** Gives a delivery up; later revisions of its report no longer wait for it. */
@Injectable()
export class SkipDelivery {
  constructor(private readonly lane: LaneIntervention) {}

  /** @throws DeliveryNotFound, DeliveryTransitionRefused */
  execute(id: string, by: AuditActor): Promise<NamedDelivery> {
    return this.lane.onDelivery(id, (delivery) => this.lane.giveUp(delivery, by));
  }
}
