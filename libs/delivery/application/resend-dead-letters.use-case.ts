import { Injectable } from '@nestjs/common';
import type { AuditActor } from '@wetread/audit';
import { Deliveries } from '../domain/deliveries';
import { LaneIntervention } from './lane-intervention';

/** Sends all dead letters of a destination again; those that a later revision has overtaken are held. */
@Injectable()
export class ResendDeadLetters {
  constructor(
    private readonly lane: LaneIntervention,
    private readonly deliveries: Deliveries,
  ) {}

  /** @throws DestinationNotFound */
  execute(destinationId: string, by: AuditActor): Promise<{ resent: number; held: number }> {
    return this.lane.inLane(destinationId, async () => {
      const dead = await this.deliveries.inState(destinationId, 'dead');
      let resent = 0;
      for (const delivery of dead) {
        if ((await this.lane.overtakenBy(delivery)) !== null) continue;
        await this.lane.sendAgain(delivery, by);
        resent += 1;
      }
      return { resent, held: dead.length - resent };
    });
  }
}
