import { randomUUID } from 'node:crypto';
import { AuditTrail } from '@wetread/audit';
import { newUid } from '@wetread/dicom';
import { contentHash, sopInstanceUid } from '@wetread/kernel';
import { BlobStore } from '@wetread/platform';
import { describeOnEveryDatabase, HandClock, type TestDatabase } from '@wetread/testing';
import { Quarantine, type QuarantinedObject } from '../../domain/quarantine';
import { Studies } from '../../domain/studies';
import { madeInstance, stream } from '../../testing/made-instance';
import { openStore, type OpenStore } from '../../testing/open-store';
import { MergePatients } from '../identity/merge-patients.use-case';
import { StoreInstances } from '../store-instances.use-case';
import { RetryQuarantined } from './retry-quarantined.use-case';

const admin = { kind: 'user', id: 'admin' } as const;
const source = { kind: 'dimse', peer: 'CT1' } as const;

describeOnEveryDatabase('an object in quarantine that is tried again', ({ open }) => {
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

  const send = (...files: Uint8Array[]) =>
    store.get(StoreInstances).execute({ source, instances: stream(...files) });
  const retry = ({ id }: Pick<QuarantinedObject, 'id'>) => store.get(RetryQuarantined).execute(id, admin);
  const inQuarantine = async (study: string): Promise<QuarantinedObject[]> =>
    (await store.get(Quarantine).page(500, 0)).objects.filter((one) => one.studyInstanceUid === study);
  const trail = async (study: string) =>
    (await store.get(AuditTrail).page({ studyInstanceUid: study })).entries;

  /** A study of one patient, and an object of it that says another. */
  async function ofOtherPatient() {
    const [patient, other] = [`P-${newUid()}`, `P-${newUid()}`];
    const uids = { StudyInstanceUID: newUid(), SOPInstanceUID: newUid(), IssuerOfPatientID: 'HOSP' };
    await send(madeInstance({ ...uids, SOPInstanceUID: newUid(), PatientID: patient }));
    const bytes = madeInstance({ ...uids, PatientID: other });
    await send(bytes);
    const [object] = await inQuarantine(uids.StudyInstanceUID);
    if (!object) throw new Error('it was not turned away');
    const merge = () =>
      store.get(MergePatients).execute({
        survivor: { patientId: patient, issuer: 'HOSP' },
        retired: { patientId: other, issuer: 'HOSP' },
        by: { source: { kind: 'hl7', peer: 'RIS' }, actor: { kind: 'device', id: 'RIS' } },
        message: 'MSG-1',
      });
    return { study: uids.StudyInstanceUID, sop: sopInstanceUid(uids.SOPInstanceUID), bytes, object, merge };
  }

  it('is stored and leaves quarantine once what stood in its way is gone', async () => {
    const { study, sop, bytes, object, merge } = await ofOtherPatient();
    await merge();
    expect(await retry(object)).toMatchObject({ outcome: 'stored', studyInstanceUid: study });
    expect((await store.get(Studies).instanceBytes(sop)).equals(Buffer.from(bytes))).toBe(true);
    expect(await inQuarantine(study)).toEqual([]);
    const [retried, received] = await trail(study);
    expect(retried).toMatchObject({
      action: 'quarantine-retried',
      outcome: 'success',
      actor: admin,
      subject: { id: sop },
      details: { quarantineId: object.id, reasonCode: 'store.study-of-other-patient', outcome: 'stored' },
    });
    // It came from the scanner still; that it was let in is the administrator's doing.
    expect(received).toMatchObject({ action: 'received', actor: admin, details: { through: 'dimse' } });
    await expect(retry(object)).rejects.toMatchObject({ code: 'quarantine.object-not-found' });
  });

  it('stays, counted, while it is turned away as before', async () => {
    const { study, object } = await ofOtherPatient();
    expect(await retry(object)).toMatchObject({ outcome: 'conflict', code: 'store.study-of-other-patient' });
    expect(await inQuarantine(study)).toMatchObject([{ id: object.id, times: 2, kept: true, source }]);
    expect((await trail(study))[0]).toMatchObject({
      action: 'quarantine-retried',
      outcome: 'failure',
      details: { outcome: 'conflict', code: 'store.study-of-other-patient' },
    });
  });

  it('leaves also when its sender has had it stored meanwhile, and when two try it at once', async () => {
    const { study, bytes, object, merge } = await ofOtherPatient();
    await merge();
    await send(bytes);
    const results = await Promise.all([retry(object), retry(object)]);
    expect(results.map(({ outcome }) => outcome)).toEqual(['duplicate', 'duplicate']);
    expect(await inQuarantine(study)).toEqual([]);
    expect(await store.get(BlobStore).has(object.contentHash)).toBe(true);
  });

  it('leaves no bytes behind when the same data set is stored in another framing', async () => {
    const { study, bytes, object, merge } = await ofOtherPatient();
    await merge();
    const framedAnew = Buffer.from(bytes);
    framedAnew.write('another preamble', 0);
    await send(framedAnew);
    expect((await retry(object)).outcome).toBe('duplicate');
    expect(await inQuarantine(study)).toEqual([]);
    expect(await store.get(BlobStore).has(object.contentHash)).toBe(false);
  });

  it('is judged by what it says itself: what it was announced as is not known any more', async () => {
    const StudyInstanceUID = newUid();
    const expectation = { studyInstanceUid: newUid() };
    const instances = stream(madeInstance({ StudyInstanceUID }));
    await store.get(StoreInstances).execute({ source, instances, expectation });
    const [object] = await inQuarantine(StudyInstanceUID);
    expect(object?.reasonCode).toBe('store.study-mismatch');
    expect((await retry(object!)).outcome).toBe('stored');
    expect(await inQuarantine(StudyInstanceUID)).toEqual([]);
  });

  it('cannot be tried when its bytes were not kept, or are not there any more', async () => {
    const { object } = await ofOtherPatient();
    await store.get(BlobStore).delete(object.contentHash);
    await expect(retry(object)).rejects.toMatchObject({
      code: 'quarantine.bytes-not-kept',
      status: 'conflict',
    });
    const entry = { ...object, contentHash: contentHash('other bytes') };
    await store.get(Quarantine).add({ ...entry, studyInstanceUid: newUid() }, false, clock.now(), 1);
    const { objects } = await store.get(Quarantine).page(500, 0);
    const unkept = objects.find(({ kept }) => !kept);
    await expect(retry(unkept!)).rejects.toMatchObject({ code: 'quarantine.bytes-not-kept' });
    await expect(retry({ id: randomUUID() })).rejects.toMatchObject({ code: 'quarantine.object-not-found' });
  });
});
