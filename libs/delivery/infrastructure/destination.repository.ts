import { Injectable } from '@nestjs/common';
import { Database } from '@wetread/platform';
import { IsNull, QueryFailedError } from 'typeorm';
import { DestinationNameTaken, DestinationNotFound } from '../domain/delivery-errors';
import type { DeliveryState } from '../domain/delivery-state';
import type { Destination, DestinationHealth, DestinationSettings } from '../domain/destination';
import { type DeliveryCounts, Destinations } from '../domain/destinations';
import { DestinationEntity } from './destination.entity';
import { settingsColumns, toDestination } from './destination.mapper';

@Injectable()
export class DestinationRepository extends Destinations {
  constructor(private readonly database: Database) {
    super();
  }

  async list(which?: 'all'): Promise<Destination[]> {
    const where = which === 'all' ? {} : { retiredAt: IsNull() };
    const order = { name: 'ASC', createdAt: 'ASC' } as const;
    const rows = await this.database.manager().find(DestinationEntity, { where, order });
    return rows.map(toDestination);
  }

  find(id: string): Promise<Destination> {
    return this.load(id);
  }

  lock(id: string): Promise<Destination> {
    return this.load(id, { lock: { mode: 'pessimistic_write' } });
  }

  async add({ id, health, retiredAt, ...settings }: Destination, at: Date): Promise<void> {
    const row = { id, ...settingsColumns(settings), ...health, retiredAt, createdAt: at, updatedAt: at };
    await refusingTakenName(settings.name, this.database.manager().insert(DestinationEntity, row));
  }

  async change(id: string, settings: DestinationSettings, at: Date): Promise<void> {
    const row = { ...settingsColumns(settings), updatedAt: at };
    await refusingTakenName(settings.name, this.database.manager().update(DestinationEntity, { id }, row));
  }

  async retire(id: string, at: Date): Promise<void> {
    const row = { active: false, retiredAt: at, updatedAt: at };
    await this.database.manager().update(DestinationEntity, { id }, row);
  }

  async saveHealth(id: string, health: DestinationHealth): Promise<void> {
    await this.database.manager().update(DestinationEntity, { id }, { ...health });
  }

  async counts(id?: string): Promise<ReadonlyMap<string, DeliveryCounts>> {
    const rows = await this.database
      .manager()
      .query<{ destination_id: string; counts: Record<DeliveryState, number> }[]>(
        `select destination_id, jsonb_object_agg(state, n) as counts
         from (select destination_id, state, count(*) as n from deliveries
               where $1::uuid is null or destination_id = $1 group by destination_id, state) counted
         group by destination_id`,
        [id ?? null],
      );
    return new Map(rows.map(({ destination_id, counts }) => [destination_id, counts]));
  }

  private async load(id: string, options = {}): Promise<Destination> {
    const row = await this.database.manager().findOne(DestinationEntity, { where: { id }, ...options });
    if (!row) throw new DestinationNotFound();
    return toDestination(row);
  }
}

async function refusingTakenName(name: string, written: Promise<unknown>): Promise<void> {
  await written.catch((error: unknown) => {
    const constraint: unknown = error instanceof QueryFailedError && error.driverError.constraint;
    throw constraint === 'destinations_name_key' ? new DestinationNameTaken(name) : error;
  });
}
