import { Injectable } from '@nestjs/common';
import { type AuditActor, AuditTrail } from '@wetread/audit';
import { Clock } from '@wetread/kernel';
import { Database } from '@wetread/platform';
import { DestinationKindFixed, DestinationNamedByRules, DestinationRetired } from '../domain/delivery-errors';
import { checkSettings, type Destination, type DestinationSettings } from '../domain/destination';
import { DestinationChoice } from '../domain/destination-choice';
import { Destinations } from '../domain/destinations';
import { destinationRecord } from './destination-record';
import { LaneSchedule } from './lane-schedule';

/** Changes a destination: it holds from the next attempt on; what may have arrived already is sent as it was. */
@Injectable()
export class ChangeDestination {
  constructor(
    private readonly destinations: Destinations,
    private readonly choice: DestinationChoice,
    private readonly lanes: LaneSchedule,
    private readonly audit: AuditTrail,
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /**
   * @throws DestinationNotFound, DestinationRetired, DestinationNameTaken, DestinationNamedByRules,
   * DestinationKindFixed, FormatNotTaken, UrlRefused, PlainTransportRefused
   */
  async execute(id: string, settings: DestinationSettings, by: AuditActor): Promise<Destination> {
    checkSettings(settings);
    return this.database.transaction(async () => {
      const { name, target, health, retiredAt } = await this.destinations.lock(id);
      if (retiredAt) throw new DestinationRetired();
      if (target.kind !== settings.target.kind) throw new DestinationKindFixed(target.kind);
      const rules = name === settings.name ? [] : await this.choice.rulesNaming(name);
      if (rules.length > 0) throw new DestinationNamedByRules(name, rules);
      await this.destinations.change(id, settings, this.clock.now());
      // What was wrong may be right now: the next attempt tells.
      await this.destinations.saveHealth(id, { ...health, pausedUntil: null });
      await this.lanes.wake(id);
      const changed = await this.destinations.find(id);
      await this.audit.record(destinationRecord('changed', changed, by));
      return changed;
    });
  }
}
