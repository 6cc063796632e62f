import { Injectable } from '@nestjs/common';
import { Database } from '@wetread/platform';
import { In, LessThan } from 'typeorm';
import {
  Deliveries,
  type DeliveryAttempt,
  type DeliveryFilter,
  type NamedDelivery,
} from '../domain/deliveries';
import type { Delivery } from '../domain/delivery';
import { DeliveryNotFound } from '../domain/delivery-errors';
import { type DeliveryState, openStates } from '../domain/delivery-state';
import { DeliveryAttemptEntity, DeliveryEntity } from './delivery.entities';
import { toDelivery, toDeliveryRow } from './delivery.mapper';
import { DestinationEntity } from './destination.entity';

// A report's revisions leave in order: one waits while an earlier one of the same report is open. An earlier one
// that is dead does not hold it back: a correction must not wait for somebody to look at a dead letter.
const FREE = `delivery.destination_id = $1 and delivery.state = any ($2) and not exists (
  select 1 from deliveries earlier where earlier.destination_id = delivery.destination_id
    and earlier.report_id = delivery.report_id and earlier.revision < delivery.revision
    and earlier.state = any ($2))`;

const FORGETTABLE = `select id from deliveries
  where destination_id = $1 and state in ('delivered', 'skipped', 'superseded')
    and message_id is not null and message_forgotten_at is null and next_attempt_at < $2
  order by next_attempt_at limit $3`;

@Injectable()
export class DeliveryRepository extends Deliveries {
  constructor(private readonly database: Database) {
    super();
  }

  async plan(deliveries: readonly Delivery[]): Promise<number> {
    if (deliveries.length === 0) return 0;
    const { raw } = await this.database
      .manager()
      .createQueryBuilder()
      .insert()
      .into(DeliveryEntity)
      .values(deliveries.map(toDeliveryRow))
      .orIgnore()
      .returning('id')
      .execute();
    return (raw as unknown[]).length;
  }

  async find(id: string): Promise<Delivery> {
    const row = await this.database.manager().findOneBy(DeliveryEntity, { id });
    if (!row) throw new DeliveryNotFound();
    return toDelivery(row);
  }

  async named(id: string): Promise<NamedDelivery> {
    const [named] = await this.withNames([await this.find(id)]);
    if (!named) throw new DeliveryNotFound();
    return named;
  }

  async save(delivery: Delivery): Promise<void> {
    const { id, ...row } = toDeliveryRow(delivery);
    await this.database.manager().update(DeliveryEntity, { id }, row);
  }

  async nextInLane(destinationId: string, now: Date): Promise<Delivery | null> {
    const manager = this.database.manager();
    const [next] = await manager.query<{ id: string }[]>(
      `select delivery.id from deliveries delivery where ${FREE} and delivery.next_attempt_at <= $3
       order by delivery.next_attempt_at, delivery.created_at, delivery.id limit 1`,
      [destinationId, openStates, now],
    );
    return next ? toDelivery(await manager.findOneByOrFail(DeliveryEntity, { id: next.id })) : null;
  }

  async nextDue(destinationId: string): Promise<Date | null> {
    const [row] = await this.database
      .manager()
      .query<{ due: Date | null }[]>(
        `select min(delivery.next_attempt_at) as due from deliveries delivery where ${FREE}`,
        [destinationId, openStates],
      );
    return row?.due ?? null;
  }

  waitingBefore(destinationId: string, reportId: string, revision: number): Promise<Delivery[]> {
    const state = In(['pending', 'retrying']);
    return this.where({ destinationId, reportId, revision: LessThan(revision), state });
  }

  undelivered(destinationId: string): Promise<Delivery[]> {
    return this.where({ destinationId, state: In([...openStates, 'dead']) });
  }

  inState(destinationId: string, state: DeliveryState): Promise<Delivery[]> {
    return this.where({ destinationId, state });
  }

  async latestDelivered({
    destinationId,
    reportId,
    format,
  }: Pick<Delivery, 'destinationId' | 'reportId' | 'format'>): Promise<number | null> {
    const where = { destinationId, reportId, format, state: 'delivered' as const };
    return this.database.manager().maximum(DeliveryEntity, 'revision', where);
  }

  openOf(studyInstanceUid: string): Promise<number> {
    return this.database.manager().countBy(DeliveryEntity, { studyInstanceUid, state: In([...openStates]) });
  }

  async destinationsOf(reportId: string): Promise<string[]> {
    const rows = await this.database
      .manager()
      .query<{ destination_id: string }[]>(
        'select distinct destination_id from deliveries where report_id = $1',
        [reportId],
      );
    return rows.map(({ destination_id }) => destination_id);
  }

  async forgettable(destinationId: string, before: Date, limit: number): Promise<string[]> {
    const rows = await this.database
      .manager()
      .query<{ id: string }[]>(FORGETTABLE, [destinationId, before, limit]);
    return rows.map(({ id }) => id);
  }

  async markForgotten(ids: readonly string[], at: Date): Promise<void> {
    const where = { id: In([...ids]) };
    await this.database.manager().update(DeliveryEntity, where, { messageForgottenAt: at });
  }

  async addAttempt(deliveryId: string, attempt: DeliveryAttempt): Promise<void> {
    await this.database.manager().insert(DeliveryAttemptEntity, { deliveryId, ...attempt });
  }

  async endAttempt(
    deliveryId: string,
    { number, ...end }: Omit<DeliveryAttempt, 'startedAt'>,
  ): Promise<void> {
    await this.database.manager().update(DeliveryAttemptEntity, { deliveryId, number }, end);
  }

  async history(deliveryId: string): Promise<DeliveryAttempt[]> {
    const rows = await this.database
      .manager()
      .find(DeliveryAttemptEntity, { where: { deliveryId }, order: { number: 'ASC' } });
    return rows.map(({ deliveryId: _deliveryId, ...attempt }) => attempt);
  }

  async page(
    filter: DeliveryFilter,
    limit: number,
    offset: number,
  ): Promise<{ deliveries: NamedDelivery[]; total: number }> {
    const [rows, total] = await this.database.manager().findAndCount(DeliveryEntity, {
      where: { ...filter },
      order: { createdAt: 'DESC', revision: 'DESC', id: 'ASC' },
      take: limit,
      skip: offset,
    });
    return { deliveries: await this.withNames(rows.map(toDelivery)), total };
  }

  private async where(where: object): Promise<Delivery[]> {
    const order = { createdAt: 'ASC', revision: 'ASC', id: 'ASC' } as const;
    const rows = await this.database.manager().find(DeliveryEntity, { where, order });
    return rows.map(toDelivery);
  }

  private async withNames(deliveries: Delivery[]): Promise<NamedDelivery[]> {
    const ids = [...new Set(deliveries.map(({ destinationId }) => destinationId))];
    const found = await this.database.manager().findBy(DestinationEntity, { id: In(ids) });
    const names = new Map(found.map(({ id, name }) => [id, name]));
    return deliveries.map((one) => ({ ...one, destinationName: names.get(one.destinationId) ?? '' }));
  }
}
