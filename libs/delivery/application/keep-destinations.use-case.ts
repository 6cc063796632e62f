import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { type AuditActor, AuditTrail } from '@wetread/audit';
import { Clock, contentHash, canonicalJson } from '@wetread/kernel';
import { Database } from '@wetread/platform';
import { DestinationKindFixed } from '../domain/delivery-errors';
import {
  checkSettings,
  type Destination,
  type DestinationSettings,
  unknownHealth,
} from '../domain/destination';
import { Destinations } from '../domain/destinations';
import { LaneSchedule } from './lane-schedule';

/** Adds and changes destinations. None is ever removed, since the ledger names them: they are made inactive. */
@Injectable()
export class KeepDestinations {
  constructor(
    private readonly destinations: Destinations,
    private readonly lanes: LaneSchedule,
    private readonly audit: AuditTrail,
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /** @throws DestinationNameTaken, FormatNotTaken, UrlRefused, PlainTransportRefused */
  add(settings: DestinationSettings, by: AuditActor): Promise<Destination> {
    checkSettings(settings);
    const destination: Destination = { ...settings, id: randomUUID(), health: unknownHealth };
    return this.database.transaction(async () => {
      await this.destinations.add(destination, this.clock.now());
      await this.record('added', destination, by);
      return destination;
    });
  }

  /**
   * New settings hold from the next attempt on; what was sealed already is sent as it is.
   * @throws DestinationNotFound, DestinationNameTaken, DestinationKindFixed and what {@link add} throws
   */
  change(id: string, settings: DestinationSettings, by: AuditActor): Promise<Destination> {
    checkSettings(settings);
    return this.database.transaction(async () => {
      const { target, health } = await this.destinations.lock(id);
      if (target.kind !== settings.target.kind) throw new DestinationKindFixed(target.kind);
      await this.destinations.change(id, settings, this.clock.now());
      // What was wrong may be right now: the next attempt tells.
      await this.destinations.saveHealth(id, { ...health, pausedUntil: null });
      await this.lanes.wake(id);
      const changed = await this.destinations.find(id);
      await this.record('changed', changed, by);
      return changed;
    });
  }

  private record(what: 'added' | 'changed', destination: Destination, actor: AuditActor): Promise<void> {
    const { id, health: _health, ...settings } = destination;
    const { name, target, active } = settings;
    return this.audit.record({
      action: 'destination-changed',
      actor,
      subject: { type: 'destination', id },
      details: {
        what,
        name,
        kind: target.kind,
        active,
        settingsSha256: contentHash(canonicalJson(settings)),
      },
    });
  }
}
