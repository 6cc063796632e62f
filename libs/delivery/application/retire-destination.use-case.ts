import { Injectable } from '@nestjs/common';
import { type AuditActor, AuditTrail } from '@wetread/audit';
import { Clock } from '@wetread/kernel';
import { Deliveries } from '../domain/deliveries';
import { DestinationNamedByRules, UndeliveredRemain } from '../domain/delivery-errors';
import type { Destination } from '../domain/destination';
import { DestinationChoice } from '../domain/destination-choice';
import { Destinations } from '../domain/destinations';
import { destinationRecord } from './destination-record';
import { LaneIntervention } from './lane-intervention';

/** A destination gets nothing any more, corrections neither; what it was sent stays in the ledger. Its name is free again. */
@Injectable()
export class RetireDestination {
  constructor(
    private readonly lane: LaneIntervention,
    private readonly destinations: Destinations,
    private readonly deliveries: Deliveries,
    private readonly choice: DestinationChoice,
    private readonly audit: AuditTrail,
    private readonly clock: Clock,
  ) {}

  /**
   * Idempotent.
   * @param undelivered what becomes of dead letters and of what still waits: it stands in the way, or is given up
   * @throws DestinationNotFound, DestinationNamedByRules, UndeliveredRemain, DeliveryTransitionRefused while an attempt is under way
   */
  execute(id: string, undelivered: 'refuse' | 'skip', by: AuditActor): Promise<Destination> {
    return this.lane.inLane(id, async () => {
      const destination = await this.destinations.find(id);
      if (destination.retiredAt) return destination;
      const rules = await this.choice.rulesNaming(destination.name);
      if (rules.length > 0) throw new DestinationNamedByRules(destination.name, rules);
      const left = await this.deliveries.undelivered(id);
      if (left.length > 0 && undelivered === 'refuse') throw new UndeliveredRemain(left.length);
      for (const delivery of left) await this.lane.giveUp(delivery, by);
      await this.destinations.retire(id, this.clock.now());
      const retired = await this.destinations.find(id);
      await this.audit.record(destinationRecord('retired', retired, by));
      return retired;
    });
  }
}
