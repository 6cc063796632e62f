import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Clock, studyInstanceUid } from '@wetread/kernel';
import { Database } from '@wetread/platform';
import type { ReportTold } from '@wetread/reporting';
import { Deliveries } from '../domain/deliveries';
import { type Delivery, isOvertaken, superseded } from '../domain/delivery';
import { type Destination, wants } from '../domain/destination';
import { DestinationChoice } from '../domain/destination-choice';
import { Destinations } from '../domain/destinations';
import { LaneSchedule } from './lane-schedule';

/** Enters a revision of a report into the ledger for everyone who is to have it. */
@Injectable()
export class PlanDeliveries {
  constructor(
    private readonly destinations: Destinations,
    private readonly deliveries: Deliveries,
    private readonly choice: DestinationChoice,
    private readonly lanes: LaneSchedule,
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /**
   * Idempotent: the ledger has one row per destination, report, revision and format; a second run adds none.
   * @returns how many deliveries were planned
   */
  async execute(told: ReportTold): Promise<number> {
    const chosen = await this.choice.of(studyInstanceUid(told.studyInstanceUid));
    return this.database.transaction(async () => {
      const informed = await this.deliveries.destinationsOf(told.reportId);
      // Who was sent an earlier revision gets the later ones too, whatever the rules say now: above all a correction.
      const concerned = ({ id, name }: Destination): boolean =>
        chosen === 'all' || chosen.includes(name) || informed.includes(id);
      let planned = 0;
      for (const destination of await this.destinations.list())
        if (destination.active && wants(destination, told.status) && concerned(destination))
          planned += await this.planFor(destination, told);
      return planned;
    });
  }

  private async planFor({ id, formats }: Destination, told: ReportTold): Promise<number> {
    await this.destinations.lock(id);
    const at = this.clock.now();
    for (const waiting of await this.deliveries.waitingBefore(id, told.reportId, told.revision))
      if (isOvertaken(waiting, told.status)) await this.deliveries.save(superseded(waiting, told.status, at));
    const planned = await this.deliveries.plan(
      formats.map((format): Delivery => ({
        id: randomUUID(),
        destinationId: id,
        reportId: told.reportId,
        revision: told.revision,
        status: told.status,
        studyInstanceUid: told.studyInstanceUid,
        format,
        state: 'pending',
        message: null,
        mayHaveArrived: false,
        messageForgottenAt: null,
        attempts: 0,
        attemptsBefore: 0,
        nextAttemptAt: at,
        cause: null,
        createdAt: at,
        deliveredAt: null,
      })),
    );
    await this.lanes.wake(id);
    return planned;
  }
}
