import { DatabaseAuditTrail } from '@wetread/audit';
import type { DicomJson } from '@wetread/dicom';
import { loadConfig } from '@wetread/platform';
import { describeOnEveryDatabase, HandClock, type TestDatabase } from '@wetread/testing';
import { Tag } from '../domain/json-attributes';
import { ALL_WORKITEMS, FILTERED_WORKITEMS } from '../domain/subscription';
import { SubscriptionRepository } from '../infrastructure/subscription.repository';
import { WorkitemRepository } from '../infrastructure/workitem.repository';
import { ChangeWorkitem } from './change-workitem';
import { CreateWorkitem } from './create-workitem.use-case';
import { RemoveEndedWorkitems } from './remove-ended-workitems.use-case';
import { Subscribe } from './subscribe.use-case';
import { TellSubscribers } from './tell-subscribers';

const DAY = 24 * 3600;
const actor = { kind: 'user', id: 'ris' } as const;
const task = (priority = 'MEDIUM'): DicomJson => ({
  [Tag.ProcedureStepState]: { vr: 'CS', Value: ['SCHEDULED'] },
  [Tag.ProcedureStepLabel]: { vr: 'LO', Value: ['Measure'] },
  [Tag.ScheduledProcedureStepPriority]: { vr: 'CS', Value: [priority] },
  [Tag.ScheduledProcedureStepStartDateTime]: { vr: 'DT', Value: ['20260301100000'] },
  [Tag.InputReadinessState]: { vr: 'CS', Value: ['READY'] },
});

describeOnEveryDatabase('workitems that have ended', ({ open }) => {
  const clock = new HandClock();
  let test: TestDatabase;
  let room: ReturnType<typeof roomOn>;
  beforeAll(async () => {
    test = await open(clock);
    room = roomOn(test, clock);
  });
  afterAll(() => test.close());
  afterEach(() =>
    test.dataSource.query('truncate workitems, workitem_subscriptions, workitem_events, outbox_events'),
  );

  const sweep = () => room.removeEnded.execute(clock.now());
  const ended = async (uid: string, priority?: string): Promise<string> => {
    await room.create.execute({ uid, attributes: task(priority), actor });
    await cancelled(uid);
    return uid;
  };
  const cancelled = (uid: string) =>
    room.change.execute({
      uid,
      actor,
      change: 'cancellation requested',
      apply: (workitem, at) => workitem.requestCancellation({}, 'RIS', at),
    });
  const isThere = (uid: string): Promise<boolean> =>
    room.workitems.find(uid).then(
      () => true,
      () => false,
    );
  const subscribed = (target: string, deletionLock: boolean, filter: string | null = null) =>
    room.subscribe.execute({ subscriber: 'WATCHER', target, deletionLock, filter }, actor);
  const heard = async (): Promise<(string | undefined)[]> => {
    const events = await room.subscriptions.pending('WATCHER', 100);
    await room.subscriptions.told(events.map(({ id }) => id));
    return events.map(({ message }) => message['00001000']?.Value?.[0] as string | undefined);
  };

  it('are removed when their time is over, in the audit trail; those that have not ended stay', async () => {
    await ended('1.2.1');
    await room.create.execute({ uid: '1.2.2', attributes: task(), actor });
    clock.advance(29 * DAY);
    expect(await sweep()).toEqual({ removed: 0, locked: 0 });
    clock.advance(2 * DAY);
    expect(await sweep()).toEqual({ removed: 1, locked: 0 });
    expect([await isThere('1.2.1'), await isThere('1.2.2')]).toEqual([false, true]);
    const { entries } = await room.audit.page({ action: 'workitem-removed' });
    expect(entries[0]).toMatchObject({
      actor: { kind: 'system', id: 'retention' },
      subject: { type: 'workitem', id: '1.2.1' },
      details: { state: 'CANCELED' },
    });
    expect(await sweep()).toEqual({ removed: 0, locked: 0 });
  });

  it('stay for as long as somebody holds a deletion lock, and no longer', async () => {
    await ended('1.2.1');
    await ended('1.2.2');
    await subscribed('1.2.1', true);
    await subscribed('1.2.2', false);
    clock.advance(1000 * DAY);
    expect(await sweep()).toEqual({ removed: 1, locked: 1 });
    await room.subscribe.end('WATCHER', '1.2.1', actor);
    expect(await sweep()).toEqual({ removed: 1, locked: 0 });
    const [{ count }] = await test.dataSource.query('select count(*)::int from workitem_subscriptions');
    expect(count).toBe(0);
  });

  it('stay for who holds all of them, who lets go of one and goes on hearing of the others', async () => {
    await subscribed(ALL_WORKITEMS, true);
    await ended('1.2.1');
    await ended('1.2.2');
    clock.advance(31 * DAY);
    expect(await sweep()).toEqual({ removed: 0, locked: 2 });
    await room.subscribe.end('WATCHER', '1.2.1', actor);
    expect(await sweep()).toEqual({ removed: 1, locked: 1 });
    await heard();
    await room.create.execute({ uid: '1.2.3', attributes: task(), actor });
    expect(await heard()).toEqual(['1.2.3']);
    await room.subscribe.end('WATCHER', '1.2.3', actor);
    await cancelled('1.2.3');
    expect(await heard()).toEqual([]);
    await expect(room.subscribe.end('WATCHER', '1.2.3', actor)).rejects.toMatchObject({
      code: 'workitem.subscription-not-found',
    });
    // Subscribing to all anew takes it back.
    await subscribed(ALL_WORKITEMS, true);
    clock.advance(31 * DAY);
    expect(await sweep()).toEqual({ removed: 0, locked: 2 });
    await room.subscribe.end('WATCHER', ALL_WORKITEMS, actor);
    expect(await sweep()).toEqual({ removed: 2, locked: 0 });
  });

  it('are held by a filter only when they fit it; what is said of one goes before what is said of all', async () => {
    await subscribed(FILTERED_WORKITEMS, true, 'ScheduledProcedureStepPriority=HIGH');
    await ended('1.2.1', 'HIGH');
    await ended('1.2.2', 'LOW');
    clock.advance(31 * DAY);
    expect(await sweep()).toEqual({ removed: 1, locked: 1 });
    await subscribed('1.2.1', false);
    expect(await sweep()).toEqual({ removed: 1, locked: 0 });
  });

  it('stay held by a subscription to all that was suspended, which hears of no new ones', async () => {
    await subscribed(ALL_WORKITEMS, true);
    await room.create.execute({ uid: '1.2.1', attributes: task(), actor });
    await room.subscribe.suspend('WATCHER', ALL_WORKITEMS, actor);
    await heard();
    await ended('1.2.2');
    await cancelled('1.2.1');
    // Taken, and canceled.
    expect(await heard()).toEqual(['1.2.1', '1.2.1']);
    clock.advance(31 * DAY);
    expect(await sweep()).toEqual({ removed: 1, locked: 1 });
    await expect(room.subscribe.suspend('WATCHER', ALL_WORKITEMS, actor)).rejects.toMatchObject({
      code: 'workitem.subscription-not-found',
    });
  });

  it('are all looked at, however many are held', async () => {
    for (let number = 1; number <= 230; number += 1) await ended(`1.2.9.${number}`);
    for (let number = 1; number <= 120; number += 1) await subscribed(`1.2.9.${number}`, true);
    clock.advance(31 * DAY);
    expect(await sweep()).toEqual({ removed: 110, locked: 120 });
  });
});

function roomOn({ database, outbox }: TestDatabase, clock: HandClock) {
  const audit = new DatabaseAuditTrail(database, clock);
  const workitems = new WorkitemRepository(database);
  const subscriptions = new SubscriptionRepository(database);
  const tell = new TellSubscribers(subscriptions, outbox);
  return {
    audit,
    workitems,
    subscriptions,
    create: new CreateWorkitem(workitems, tell, audit, clock),
    change: new ChangeWorkitem(workitems, tell, audit, database, clock),
    subscribe: new Subscribe(workitems, subscriptions, audit, clock),
    removeEnded: new RemoveEndedWorkitems(workitems, subscriptions, audit, database, loadConfig({})),
  };
}
