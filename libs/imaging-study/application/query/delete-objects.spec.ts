import { newUid } from '@wetread/dicom';
import { sopInstanceUid, studyInstanceUid } from '@wetread/kernel';
import { BlobStore } from '@wetread/platform';
import { describeOnEveryDatabase, HandClock, type TestDatabase } from '@wetread/testing';
import { StoredObjects } from '../../domain/query/stored-objects';
import { queryFromParameters } from '../../domain/query/query-from-parameters';
import { StudyHolds } from '../../domain/study-holds';
import { Studies } from '../../domain/studies';
import { madeInstance, stream } from '../../testing/made-instance';
import { openStore, type OpenStore } from '../../testing/open-store';
import { StoreInstances } from '../store-instances.use-case';
import { DeleteObjects } from './delete-objects.use-case';
import { PurgeDeleted } from './purge-deleted.use-case';
import { SearchStudies } from './search-studies';

const ADMIN = { kind: 'user', id: 'admin' } as const;

describeOnEveryDatabase('deleting', ({ open }) => {
  const clock = new HandClock();
  let test: TestDatabase;
  let store: OpenStore;
  beforeAll(async () => {
    test = await open(clock);
    store = await openStore(test, { clock });
  });
  afterAll(async () => {
    await store?.close();
    await test?.close();
  });

  const send = async (...files: Uint8Array[]) =>
    (
      await store
        .get(StoreInstances)
        .execute({ source: { kind: 'stow', peer: 'spec' }, instances: stream(...files) })
    ).map(({ outcome }) => outcome);
  async function made(instances: Record<string, string>[]) {
    const study = studyInstanceUid(newUid());
    const uids = instances.map(() => sopInstanceUid(newUid()));
    const files = instances.map((one, index) =>
      madeInstance({ StudyInstanceUID: study, SOPInstanceUID: uids[index]!, ...one }),
    );
    expect(await send(...files)).toEqual(files.map(() => 'stored'));
    return { study, uids, files };
  }
  async function counts(study: string): Promise<unknown> {
    const query = queryFromParameters('STUDY', new URLSearchParams({ StudyInstanceUID: study }), {
      mostResults: 5,
    });
    for await (const found of store.get(SearchStudies).execute(query)) {
      const value = (tag: string) => found[tag]?.Value;
      return { series: value('00201206'), instances: value('00201208'), modalities: value('00080061') };
    }
    return null;
  }
  const actions = async (study: string): Promise<string[]> =>
    (
      await test.database
        .manager()
        .query<{ action: string }[]>(
          `select action from audit_entries where study_instance_uid = $1 order by sequence`,
          [study],
        )
    ).map(({ action }) => action);

  it('hides a study from everybody, and the same objects sent again show it again', async () => {
    const { study, uids, files } = await made([{ Modality: 'CR' }, { Modality: 'SR' }]);
    expect(await store.get(DeleteObjects).execute({ studyInstanceUid: study }, ADMIN)).toBe(2);
    expect(await counts(study)).toBeNull();
    expect(await store.get(Studies).find(study)).toBeNull();
    expect(await store.get(StoredObjects).find({ studyInstanceUid: study })).toEqual([]);
    await expect(store.get(StoredObjects).open(uids[0]!)).rejects.toMatchObject({
      code: 'study.instance-not-found',
    });
    expect(await send(files[0]!)).toEqual(['stored']);
    expect(await counts(study)).toEqual({ series: [1], instances: [1], modalities: ['CR'] });
    expect(await send(files[0]!, files[1]!)).toEqual(['duplicate', 'stored']);
    expect(await counts(study)).toEqual({ series: [2], instances: [2], modalities: ['CR', 'SR'] });
  });

  it('of a series or an instance leaves the rest, counted anew', async () => {
    const series = newUid();
    const { study, uids } = await made([
      { Modality: 'CR', SeriesInstanceUID: series },
      { Modality: 'CR', SeriesInstanceUID: series },
      { Modality: 'SR' },
    ]);
    const one = { studyInstanceUid: study, sopInstanceUid: uids[0]! };
    await store.get(DeleteObjects).execute(one, ADMIN);
    expect(await counts(study)).toEqual({ series: [2], instances: [2], modalities: ['CR', 'SR'] });
    await expect(store.get(DeleteObjects).execute(one, ADMIN)).rejects.toMatchObject({ status: 'not-found' });
    await store
      .get(DeleteObjects)
      .execute({ studyInstanceUid: study, seriesInstanceUid: series as never }, ADMIN);
    expect(await counts(study)).toEqual({ series: [1], instances: [1], modalities: ['SR'] });
  });

  it('keeps the bytes for the retention, then purges them; the object may come back even then', async () => {
    const { study, uids, files } = await made([{}]);
    const [instance] = await store.get(StoredObjects).find({ studyInstanceUid: study });
    const hash = instance!.contentHash;
    await store.get(DeleteObjects).execute({ studyInstanceUid: study }, ADMIN);
    clock.advance(29 * 86_400);
    expect(await store.get(PurgeDeleted).execute(study)).toBe(0);
    expect(await store.get(BlobStore).has(hash)).toBe(true);
    clock.advance(86_400);
    expect(await store.get(PurgeDeleted).execute(study)).toBe(1);
    expect(await store.get(BlobStore).has(hash)).toBe(false);
    const framedAnew = Buffer.from(files[0]!);
    framedAnew.write('another preamble', 0);
    const changed = madeInstance({
      StudyInstanceUID: study,
      SOPInstanceUID: uids[0]!,
      StudyDescription: 'x',
    });
    expect(await send(changed, framedAnew)).toEqual(['conflict', 'stored']);
    const object = await store.get(StoredObjects).open(uids[0]!);
    expect(object.header.string('PatientID')).toBe('PHANTOM-1');
    expect(await actions(study)).toEqual(['received', 'deleted', 'purged', 'quarantined', 'restored']);
  });

  it('keeps bytes that are needed: of what was sent again, and of what lies in quarantine too', async () => {
    const { study, uids, files } = await made([{}, {}, {}]);
    const hashes = (await store.get(StoredObjects).find({ studyInstanceUid: study })).map(
      ({ sopInstanceUid: uid, contentHash }) => [uid, contentHash] as const,
    );
    const hashOf = new Map(hashes);
    await store.get(DeleteObjects).execute({ studyInstanceUid: study }, ADMIN);
    expect(await send(files[0]!)).toEqual(['stored']);
    const quarantined = { contentHash: hashOf.get(uids[1]!)!, bytes: files[1]!.byteLength };
    await test.database.manager().query(
      `insert into quarantined_objects (content_hash, bytes, kept, reason_code, message, dicom_status, source_kind,
         source_peer, name_hash, received_at, last_received_at)
       values ($1, $2, true, 'spec', 'spec', 0, 'stow', 'spec', 'spec', now(), now())`,
      [quarantined.contentHash, quarantined.bytes],
    );
    clock.advance(31 * 86_400);
    expect(await store.get(PurgeDeleted).execute(study)).toBe(2);
    const kept = await Promise.all(uids.map((uid) => store.get(BlobStore).has(hashOf.get(uid)!)));
    expect(kept).toEqual([true, true, false]);
  });

  it('is refused while something holds the study, and then nothing is hidden', async () => {
    const { study } = await made([{}]);
    store.get(StudyHolds).register((held) => Promise.resolve(held === study ? 'its report is signed' : null));
    await expect(store.get(DeleteObjects).execute({ studyInstanceUid: study }, ADMIN)).rejects.toMatchObject({
      code: 'study.held',
    });
    expect(await counts(study)).toMatchObject({ instances: [1] });
  });
});
