import { Injectable } from '@nestjs/common';
import type { DicomJson } from '@wetread/dicom';
import { Database } from '@wetread/platform';
import {
  ALL_WORKITEMS,
  FILTERED_WORKITEMS,
  isGlobal,
  type PendingEvent,
  type Subscription,
  Subscriptions,
} from '../domain/subscription';

const SAVE = `insert into workitem_subscriptions (subscriber, target, deletion_lock, filter, created_at)
  values ($1, $2, $3, $4, $5)
  on conflict (subscriber, target) do update set
    deletion_lock = excluded.deletion_lock, filter = excluded.filter, released = false`;
const TAKE_BACK = 'delete from workitem_subscriptions where subscriber = $1 and released';
const RELEASE = `insert into workitem_subscriptions (subscriber, target, deletion_lock, released, created_at)
  values ($1, $2, false, true, $3) on conflict (subscriber, target) do update set deletion_lock = false, released = true`;
const ADD_MISSING = `insert into workitem_subscriptions (subscriber, target, deletion_lock, created_at)
  select $1, uid, $2, $3 from unnest($4::text[]) as uid on conflict do nothing`;
const REMOVE = `delete from workitem_subscriptions
  where subscriber = $1 and target = $2 and not released returning target`;
const REMOVE_ALL = 'delete from workitem_subscriptions where subscriber = $1 returning target';
const REMOVE_OF = 'delete from workitem_subscriptions where target = $1';
const SELECT = `select subscriber, target, deletion_lock as "deletionLock", filter from workitem_subscriptions one`;
const OF = `${SELECT} where (target = $1 and not released)
  or (target in ('${ALL_WORKITEMS}', '${FILTERED_WORKITEMS}') and not exists (
    select 1 from workitem_subscriptions own where own.subscriber = one.subscriber and own.target = $1))`;
const POST = `insert into workitem_events (subscriber, message, created_at)
  select subscriber, $2, $3 from unnest($1::text[]) as subscriber`;
const PENDING = 'select id, message from workitem_events where subscriber = $1 order by id limit $2';
const TOLD = 'delete from workitem_events where id = any($1::bigint[])';
const FORGET = 'delete from workitem_events where created_at < $1 returning id';

@Injectable()
export class SubscriptionRepository extends Subscriptions {
  constructor(private readonly database: Database) {
    super();
  }

  async save({ subscriber, target, deletionLock, filter }: Subscription, at: Date): Promise<void> {
    if (isGlobal(target)) await this.database.manager().query(TAKE_BACK, [subscriber]);
    await this.database.manager().query(SAVE, [subscriber, target, deletionLock, filter, at]);
  }

  async remove(subscriber: string, target: string): Promise<boolean> {
    if (target === ALL_WORKITEMS) return (await this.rows(REMOVE_ALL, [subscriber])).length > 0;
    return (await this.rows(REMOVE, [subscriber, target])).length > 0;
  }

  async release(subscriber: string, workitemUid: string, at: Date): Promise<void> {
    await this.database.manager().query(RELEASE, [subscriber, workitemUid, at]);
  }

  async toAll(subscriber: string, target: string): Promise<Subscription | null> {
    const parameters = [subscriber, target];
    const [found] = await this.database
      .manager()
      .query<Subscription[]>(`${SELECT} where subscriber = $1 and target = $2`, parameters);
    return found ?? null;
  }

  async addMissing(
    { subscriber, deletionLock }: Subscription,
    workitemUids: readonly string[],
    at: Date,
  ): Promise<void> {
    await this.database.manager().query(ADD_MISSING, [subscriber, deletionLock, at, workitemUids]);
  }

  async removeToAll(subscriber: string, target: string): Promise<void> {
    await this.database.manager().query(REMOVE, [subscriber, target]);
  }

  async removeOf(workitemUid: string): Promise<void> {
    await this.database.manager().query(REMOVE_OF, [workitemUid]);
  }

  async of(workitemUid: string): Promise<Subscription[]> {
    return (await this.database.manager().query(OF, [workitemUid])) as Subscription[];
  }

  async post(subscribers: readonly string[], message: DicomJson, at: Date): Promise<void> {
    await this.database.manager().query(POST, [subscribers, JSON.stringify(message), at]);
  }

  async pending(subscriber: string, limit: number): Promise<PendingEvent[]> {
    const rows = (await this.database.manager().query(PENDING, [subscriber, limit])) as {
      id: string;
      message: DicomJson;
    }[];
    return rows.map(({ id, message }) => ({ id: Number(id), message }));
  }

  async told(ids: readonly number[]): Promise<void> {
    await this.database.manager().query(TOLD, [ids]);
  }

  async forget(before: Date): Promise<number> {
    return (await this.rows(FORGET, [before])).length;
  }

  /** TypeORM answers `[rows, count]` to what changes rows and to nothing else. */
  private async rows(query: string, parameters: unknown[]): Promise<unknown[]> {
    const answer = (await this.database.manager().query(query, parameters)) as [unknown[], number];
    return answer[0];
  }
}
