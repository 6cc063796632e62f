import { AuditTrail } from '@wetread/audit';
import { newUid } from '@wetread/dicom';
import { studyInstanceUid, type StudyInstanceUid } from '@wetread/kernel';
import { describeOnEveryDatabase, HandClock, type TestDatabase } from '@wetread/testing';
import { SendingRegistry } from '../domain/sending-registry';
import { Studies } from '../domain/studies';
import { madeInstance, stream } from '../testing/made-instance';
import { openStore, type OpenStore } from '../testing/open-store';
import { CompleteStudy } from './complete-study.use-case';
import { FinishSending } from './finish-sending';
import { RearmReceivingStudies } from './rearm-receiving-studies';
import { StoreInstances } from './store-instances.use-case';

interface OutboxRow {
  type: string;
  key: string;
  payload: Record<string, unknown>;
  not_before: Date;
}

describeOnEveryDatabase('completion of a study', ({ open }) => {
  let test: TestDatabase;
  let store: OpenStore;
  let study: StudyInstanceUid;
  const clock = new HandClock();

  beforeAll(async () => {
    test = await open(clock);
    store = await openStore(test, { clock, config: { studyQuietSeconds: 5 } });
  });
  afterAll(async () => {
    await store?.close();
    await test?.close();
  });
  beforeEach(async () => {
    await test.database.manager().query('truncate outbox_events');
    study = studyInstanceUid(newUid());
  });

  const source = { kind: 'dimse' as const, peer: 'MODALITY' };
  const send = (options: { sender?: ReturnType<SendingRegistry['open']> } = {}) =>
    store
      .get(StoreInstances)
      .execute({ source, instances: stream(madeInstance({ StudyInstanceUID: study })), ...options });
  const ask = () => store.get(CompleteStudy).execute(study);
  const events = (type: string) =>
    test.database.manager().query<OutboxRow[]>('select * from outbox_events where type = $1', [type]);
  const state = async () => (await store.get(Studies).find(study))?.state;

  it('waits until the study has been quiet, then tells of it once', async () => {
    await send();
    expect(await events('study.instance-stored')).toMatchObject([
      { key: study, not_before: new Date(clock.now().getTime() + 5000) },
    ]);
    clock.advance(4);
    expect(await ask()).toBe('wait');
    clock.advance(1);
    expect(await ask()).toBe('complete');
    expect(await ask()).toBe('already-complete');
    expect(await state()).toBe('complete');
    expect(await events('study.completed')).toMatchObject([
      { payload: { studyInstanceUid: study, completion: 1, reason: 'first' } },
    ]);
    const { entries } = await store.get(AuditTrail).page({ studyInstanceUid: study, action: 'completed' });
    expect(entries).toMatchObject([{ details: { completion: 1, reason: 'first', instances: 1 } }]);
  });

  it('is not complete while an association is open, however quiet', async () => {
    const senders = store.get(SendingRegistry);
    const sender = senders.open();
    await send({ sender });
    clock.advance(30);
    expect(await ask()).toBe('wait');
    await store.get(FinishSending).execute(sender);
    expect(await events('study.instance-stored')).toMatchObject([{ not_before: clock.now() }]);
    expect(await ask()).toBe('complete');
  });

  it('is opened again by a late instance and completes again with that reason', async () => {
    await send();
    clock.advance(5);
    await ask();
    await send();
    expect(await state()).toBe('receiving');
    clock.advance(5);
    expect(await ask()).toBe('complete');
    const told = (await events('study.completed')).map((event) => event.payload);
    expect(told).toContainEqual({ studyInstanceUid: study, completion: 2, reason: 'late-instance' });
  });

  it('is not opened again by bytes that it already has', async () => {
    const bytes = madeInstance({ StudyInstanceUID: study });
    const storeInstances = store.get(StoreInstances);
    await storeInstances.execute({ source, instances: stream(bytes) });
    clock.advance(5);
    await ask();
    await storeInstances.execute({ source, instances: stream(bytes) });
    expect(await state()).toBe('complete');
  });

  it('is asked again at the next start when a kill lost its event', async () => {
    await send();
    await test.database.manager().query('truncate outbox_events');
    clock.advance(60);
    await store.get(RearmReceivingStudies).onApplicationBootstrap();
    const mine = (await events('study.instance-stored')).filter((event) => event.key === study);
    expect(mine).toMatchObject([{ not_before: clock.now() }]);
  });

  it('forgets a sender whose process died, when its lease has run out', async () => {
    await send({ sender: store.get(SendingRegistry).open() });
    clock.advance(44);
    expect(await ask()).toBe('wait');
    clock.advance(2);
    expect(await ask()).toBe('complete');
  });
});
