import { newUid } from '@wetread/dicom';
import { studyInstanceUid, type StudyInstanceUid } from '@wetread/kernel';
import { describeOnEveryDatabase, HandClock, type TestDatabase } from '@wetread/testing';
import { StoreInstances } from '../application/store-instances.use-case';
import { Studies } from '../domain/studies';
import { madeInstance, stream } from '../testing/made-instance';
import { openStore, type OpenStore } from '../testing/open-store';

describeOnEveryDatabase('the studies of one patient', ({ open }) => {
  let test: TestDatabase;
  let store: OpenStore;
  beforeAll(async () => {
    const clock = new HandClock();
    test = await open(clock);
    store = await openStore(test, { clock });
  });
  afterAll(async () => {
    await store?.close();
    await test?.close();
  });

  async function receive(attributes: Record<string, string>): Promise<StudyInstanceUid> {
    const study = studyInstanceUid(newUid());
    const instance = madeInstance({ StudyInstanceUID: study, Modality: 'DX', ...attributes });
    await store
      .get(StoreInstances)
      .execute({ source: { kind: 'stow', peer: 'spec' }, instances: stream(instance) });
    return study;
  }
  const others = async (study: StudyInstanceUid, { modalities = ['DX', 'CR'], limit = 9 } = {}) =>
    (await store.get(Studies).ofSamePatientUntil(study, { modalities, limit })).map(
      ({ studyInstanceUid: uid }) => uid as string,
    );

  it('up to one of them come newest first by their own dates, whatever arrived when', async () => {
    const patient = { PatientID: newUid() };
    const study = await receive({ ...patient, StudyDate: '20261120' });
    const evening = await receive({ ...patient, StudyDate: '20260302', StudyTime: '190000' });
    const morning = await receive({ ...patient, StudyDate: '20260302', StudyTime: '080000' });
    const sameDay = await receive({ ...patient, StudyDate: '20261120', Modality: 'CR' });
    await receive({ ...patient, StudyDate: '20261124' });
    expect(await others(study)).toEqual([sameDay, evening, morning]);
    expect(await others(study, { limit: 1 })).toEqual([sameDay]);
  });

  it('leave out other patients, other modalities and studies without a date', async () => {
    const patient = { PatientID: newUid(), IssuerOfPatientID: 'HERE' };
    const study = await receive({ ...patient, StudyDate: '20261120' });
    await receive({ ...patient, StudyDate: '20260302', Modality: 'CT' });
    const undated = await receive({ ...patient });
    await receive({ ...patient, StudyDate: '20260302', IssuerOfPatientID: 'ELSEWHERE' });
    expect(await others(study)).toEqual([]);
    expect(await others(undated)).toEqual([]);
  });

  it('are none for a patient whom the sender did not name', async () => {
    const study = await receive({ PatientID: '', StudyDate: '20261120' });
    await receive({ PatientID: '', StudyDate: '20260302' });
    expect(await others(study)).toEqual([]);
  });
});
