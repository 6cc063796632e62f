import { newUid } from '@wetread/dicom';
import { studyInstanceUid } from '@wetread/kernel';
import { BlobStore } from '@wetread/platform';
import { describeOnEveryDatabase, HandClock, type TestDatabase } from '@wetread/testing';
import { ConformanceChecks } from '../../domain/conformance/study-conformance';
import { Studies } from '../../domain/studies';
import { madeInstance, stream } from '../../testing/made-instance';
import { openStore, type OpenStore } from '../../testing/open-store';
import { StoreInstances } from '../store-instances.use-case';
import { CheckStudyConformance } from './check-study-conformance.use-case';

describeOnEveryDatabase('the conformance of a study', ({ open }) => {
  let test: TestDatabase;
  let store: OpenStore;
  const clock = new HandClock();

  beforeAll(async () => {
    test = await open(clock);
    store = await openStore(test, { clock });
  });
  afterAll(async () => {
    await store?.close();
    await test?.close();
  });

  const uids = { StudyInstanceUID: newUid(), SeriesInstanceUID: newUid() };
  const study = studyInstanceUid(uids.StudyInstanceUID);
  const source = { kind: 'import' as const, peer: 'spec' };
  const check = (completion: number) => store.get(CheckStudyConformance).execute(study, completion);
  const stored = () => store.get(ConformanceChecks).find(study);

  it('counts over its objects what each breaks, and keeps it', async () => {
    const instances = stream(
      madeInstance({ ...uids, PatientSex: 'X' }),
      madeInstance({ ...uids, PatientSex: 'X', StudyDate: '20261399' }),
    );
    await store.get(StoreInstances).execute({ source, instances });
    const { findings, ...summary } = await check(1);
    expect(summary).toMatchObject({ completion: 1, instances: 2, unreadable: 0 });
    const counts = Object.fromEntries(
      findings.map(({ rule, attribute, instances: of }) => [`${rule} ${attribute}`, of]),
    );
    expect(counts).toMatchObject({
      'value.not-enumerated PatientSex': 2,
      'value.invalid StudyDate': 1,
      'attribute.missing ConversionType': 2,
    });
    expect(await stored()).toMatchObject({ completion: 1, findings });
  });

  it('gives way to the check of a later completion, never to that of an earlier one', async () => {
    await check(3);
    await check(2);
    expect(await stored()).toMatchObject({ completion: 3 });
  });

  it('goes on when an object can no longer be read, and says so', async () => {
    const lost = madeInstance({ ...uids, InstanceNumber: 9 });
    await store.get(StoreInstances).execute({ source, instances: stream(lost) });
    const instance = (await store.get(Studies).instances(study)).find(
      ({ instanceNumber }) => instanceNumber === 9,
    );
    await store.get(BlobStore).delete(instance!.contentHash);
    expect(await check(4)).toMatchObject({ instances: 2, unreadable: 1 });
  });
});
