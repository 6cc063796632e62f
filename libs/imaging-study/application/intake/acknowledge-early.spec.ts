import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { AuditTrail } from '@wetread/audit';
import { newUid } from '@wetread/dicom';
import { contentHash, sopInstanceUid, studyInstanceUid } from '@wetread/kernel';
import { BlobStore } from '@wetread/platform';
import { describeOnEveryDatabase, HandClock, type TestDatabase } from '@wetread/testing';
import { InstanceRegister } from '../../domain/instance-register';
import { Quarantine } from '../../domain/quarantine';
import { Studies } from '../../domain/studies';
import { madeInstance, stream } from '../../testing/made-instance';
import { openStore, type OpenStore } from '../../testing/open-store';
import { StoreInstances } from '../store-instances.use-case';
import { AcknowledgeEarly } from './acknowledge-early';
import { IntakeJournal, type JournalEntry } from './intake-journal';

const clock = new HandClock();
const source = { kind: 'dimse' as const, peer: 'SCANNER' };

/** As the journal takes an object. */
const entryOf = (bytes: Uint8Array): JournalEntry => ({
  name: 'object',
  bytes,
  contentHash: contentHash(bytes),
  source,
  actor: { kind: 'device', id: 'SCANNER' },
});

/** The sessions that hold a lock end, as those of a process that is killed. */
const END_SESSIONS = `select pg_terminate_backend(pid) from pg_locks
  where locktype = 'advisory' and database = (select oid from pg_database where datname = current_database())`;

describeOnEveryDatabase('acknowledging early', ({ open }) => {
  let test: TestDatabase;
  let store: OpenStore;
  beforeAll(async () => {
    test = await open(clock);
  });
  afterAll(() => test?.close());
  beforeEach(async () => {
    store = await openStore(test, { clock });
    await store.module.init();
    await store.get(IntakeJournal).open();
  });
  afterEach(() => store?.close());

  /** What comes after a process that was killed. */
  const restarted = async (): Promise<OpenStore> => {
    if (!test.connection.embedded) await test.database.manager().query(END_SESSIONS);
    const again = await openStore(test, { clock, directory: store.directory });
    await again.module.init();
    return again;
  };
  const send = async (...objects: Uint8Array[]) =>
    store.get(StoreInstances).execute({ source, instances: stream(...objects), answer: 'early' });
  const numberIn = async (study: string): Promise<number> =>
    (await store.get(InstanceRegister).study(studyInstanceUid(study), 100))?.instances.size ?? 0;
  const trail = async (study: string) =>
    (await store.get(AuditTrail).page({ studyInstanceUid: study })).entries.map(({ action }) => action);

  it('answers before filing, and files what was answered when somebody asks', async () => {
    const study = newUid();
    const objects = Array.from({ length: 5 }, () => madeInstance({ StudyInstanceUID: study }));
    // The first asks the database what the study holds; the others are judged from memory.
    await send(objects[0]!);
    await store.get(AcknowledgeEarly).settled();
    const answered = send(...objects.slice(1));
    expect((await answered).map(({ outcome, dicomStatus }) => [outcome, dicomStatus])).toEqual(
      Array.from({ length: 4 }, () => ['stored', 0]),
    );
    await store.get(AcknowledgeEarly).settled();
    expect(store.get(AcknowledgeEarly).settled()).toBeNull();
    expect(await numberIn(study)).toBe(5);
    expect(await trail(study)).toEqual(Array.from({ length: 5 }, () => 'received'));
  });

  it('files after a restart what was acknowledged when the process died', async () => {
    const uids = { StudyInstanceUID: newUid(), SOPInstanceUID: newUid() };
    const bytes = madeInstance(uids);
    await store.get(IntakeJournal).append(entryOf(bytes));
    expect(await numberIn(uids.StudyInstanceUID)).toBe(0);

    const again = await restarted();
    const stored = await again.get(Studies).instanceBytes(sopInstanceUid(uids.SOPInstanceUID));
    expect(stored.equals(Buffer.from(bytes))).toBe(true);
    expect(await trail(uids.StudyInstanceUID)).toEqual(['received']);
    const pending = await test.database
      .manager()
      .query<{ key: string }[]>(`select key from outbox_events where type = 'study.instance-stored'`);
    expect(pending).toContainEqual({ key: uids.StudyInstanceUID });

    // What has been filed is not filed again, also when nobody emptied the journal.
    const third = await restarted();
    expect(await trail(uids.StudyInstanceUID)).toEqual(['received']);
    await third.module.close();
    await again.module.close();
  });

  it('gives a conflict within a study its status, and a repetition its success', async () => {
    const uids = { StudyInstanceUID: newUid(), SeriesInstanceUID: newUid(), SOPInstanceUID: newUid() };
    // Takes longer to be stored than those behind it.
    const bytes = madeInstance({ ...uids, TextValue: 'x'.repeat(1_500_000) });
    const other = madeInstance({ ...uids, InstanceNumber: 2 });
    // One after the other, as an association sends.
    const results = [...(await send(bytes)), ...(await send(bytes)), ...(await send(other))];
    expect(results.map(({ outcome, dicomStatus }) => [outcome, dicomStatus])).toEqual([
      ['stored', 0],
      ['duplicate', 0],
      ['conflict', 0x0111],
    ]);
    expect(await numberIn(uids.StudyInstanceUID)).toBe(1);
  });

  it.each([
    ['instance', { SOPInstanceUID: newUid() }, 0x0111],
    ['series', { SeriesInstanceUID: newUid() }, 0xa900],
  ])(
    'gives a conflict its status where the UID of the %s is taken in another study',
    async (_, uids, dicomStatus) => {
      const study = newUid();
      await send(madeInstance({ ...uids, StudyInstanceUID: newUid() }));
      // Also after a restart, when what is stored is read.
      await store.get(AcknowledgeEarly).settled();
      const again = await restarted();
      for (const one of [store, again]) {
        const bytes = madeInstance({ ...uids, StudyInstanceUID: study });
        const instances = stream(bytes);
        const [result] = await one.get(StoreInstances).execute({ source, instances, answer: 'early' });
        expect(result).toMatchObject({ outcome: 'conflict', dicomStatus });
      }
      await again.module.close();
    },
  );

  it('keeps aside, and audits, what turns out to be a conflict only when it is filed', async () => {
    const study = newUid();
    const others = { SOPInstanceUID: newUid(), StudyInstanceUID: newUid() };
    const bytes = madeInstance({ ...others, StudyInstanceUID: study });
    // As if another had come between the answer and the filing.
    await send(madeInstance(others));
    await store.get(AcknowledgeEarly).settled();
    await store.get(IntakeJournal).append(entryOf(bytes));
    const again = await restarted();
    await again.module.close();
    expect(await numberIn(study)).toBe(0);
    expect(await trail(study)).toEqual(['quarantined']);
    const { objects } = await store.get(Quarantine).page(100, 0);
    const kept = objects.find((one) => one.studyInstanceUid === study);
    expect(await store.get(BlobStore).has(kept!.contentHash)).toBe(true);
  });

  it.each([
    ['the same object, framed anew, is one', false, ['received']],
    ['another object keeps its place', true, ['quarantined', 'received']],
  ])('compares with what another process stores after the answer: %s', async (_, isOther, expected) => {
    const uids = { StudyInstanceUID: newUid(), SeriesInstanceUID: newUid(), SOPInstanceUID: newUid() };
    const bytes = Buffer.from(madeInstance(uids));
    const theirs = isOther ? madeInstance({ ...uids, InstanceNumber: 2 }) : Buffer.from(bytes);
    Buffer.from(theirs.buffer, theirs.byteOffset).write('another preamble', 0);
    const other = await openStore(test, { clock, directory: store.directory });
    expect((await send(bytes))[0]?.outcome).toBe('stored');
    const instances = stream(theirs);
    const [result] = await other.get(StoreInstances).execute({ source, instances });
    expect(result?.outcome).toBe('stored');
    await store.get(AcknowledgeEarly).settled();
    expect(await trail(uids.StudyInstanceUID)).toEqual(expected);
    await other.module.close();
  });

  it('keeps what the object store cannot take after the answer, and stores it after the next start', async () => {
    const study = newUid();
    const bytes = madeInstance({ StudyInstanceUID: study });
    const hash = contentHash(bytes);
    // A folder where the file belongs: the object store can neither write nor replace it.
    const inTheWay = join(store.directory, 'blobs', hash.slice(0, 2), hash);
    await mkdir(inTheWay, { recursive: true });
    const [result] = await send(bytes);
    expect(result?.outcome).toBe('stored');
    await store.get(AcknowledgeEarly).settled();
    expect(await numberIn(study)).toBe(0);

    await rm(inTheWay, { recursive: true });
    const again = await restarted();
    expect(await numberIn(study)).toBe(1);
    expect(await again.get(BlobStore).read(hash)).toEqual(Buffer.from(bytes));
    await again.module.close();
  });

  it('files in the order in which it answered, whoever is ready first', async () => {
    const study = newUid();
    const objects = Array.from({ length: 40 }, (_, index) =>
      // The first ones take longest to be stored.
      madeInstance({ StudyInstanceUID: study, TextValue: 'x'.repeat(index < 3 ? 1_500_000 : 2) }),
    );
    const results = await Promise.all(objects.map((bytes) => send(bytes)));
    expect(results.flat().every(({ outcome }) => outcome === 'stored')).toBe(true);
    await store.get(AcknowledgeEarly).settled();
    expect(await numberIn(study)).toBe(40);
    const again = await restarted();
    expect(await trail(study)).toEqual(Array.from({ length: 40 }, () => 'received'));
    await again.module.close();
  });

  it('files before answering where the journal takes nothing', async () => {
    store.get(IntakeJournal).halt();
    const study = newUid();
    const [result] = await send(madeInstance({ StudyInstanceUID: study }));
    expect(result?.outcome).toBe('stored');
    expect(store.get(AcknowledgeEarly).settled()).toBeNull();
    expect(await numberIn(study)).toBe(1);
  });
});
