import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { type EventHandler, HandlesEvent } from '@wetread/platform';
import { DELIVERY_DUE, type DeliveryDue, LaneSchedule } from '../application/lane-schedule';
import { WorkLane } from '../application/work-lane.use-case';

/** Attempts mostly wait for peers: enough of them at once that slow peers never take every place. */
const LANES_AT_ONCE = 64;

/** Safe to run twice: {@link WorkLane} repeats an attempt of unknown end under the same message id. */
@Injectable()
@HandlesEvent(DELIVERY_DUE, { concurrency: LANES_AT_ONCE })
export class DeliveryDueHandler implements EventHandler<DeliveryDue>, OnApplicationBootstrap {
  constructor(
    private readonly workLane: WorkLane,
    private readonly lanes: LaneSchedule,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    await this.lanes.wakeAll();
  }

  async handle({ destinationId }: DeliveryDue): Promise<void> {
    await this.workLane.execute(destinationId);
  }
}
