import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { type AuditActor, AuditTrail } from '@wetread/audit';
import { Clock } from '@wetread/kernel';
import { Database } from '@wetread/platform';
import {
  checkSettings,
  type Destination,
  type DestinationSettings,
  unknownHealth,
} from '../domain/destination';
import { Destinations } from '../domain/destinations';
import { destinationRecord } from './destination-record';

/** Adds a destination. None is ever removed, since the ledger names them: they retire. */
@Injectable()
export class AddDestination {
  constructor(
    private readonly destinations: Destinations,
    private readonly audit: AuditTrail,
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /** @throws DestinationNameTaken, FormatNotTaken, UrlRefused, PlainTransportRefused */
  async execute(settings: DestinationSettings, by: AuditActor): Promise<Destination> {
    checkSettings(settings);
    const destination: Destination = {
      ...settings,
      id: randomUUID(),
      health: unknownHealth,
      retiredAt: null,
    };
    return this.database.transaction(async () => {
      await this.destinations.add(destination, this.clock.now());
      await this.audit.record(destinationRecord('added', destination, by));
      return destination;
    });
  }
}
