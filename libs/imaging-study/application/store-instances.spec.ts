import { Readable } from 'node:stream';
import { AuditTrail } from '@wetread/audit';
import { newUid } from '@wetread/dicom';
import { contentHash, sopInstanceUid, studyInstanceUid } from '@wetread/kernel';
import { BlobStore } from '@wetread/platform';
import { describeOnEveryDatabase, HandClock, type TestDatabase } from '@wetread/testing';
import { Quarantine } from '../domain/quarantine';
import { Studies } from '../domain/studies';
import { dataSetOffset } from '../testing/data-set-offset';
import { madeInstance, stream } from '../testing/made-instance';
import { openStore, type OpenStore } from '../testing/open-store';
import { StoreInstances } from './store-instances.use-case';

describeOnEveryDatabase('storing instances', ({ open }) => {
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

  const peer = { kind: 'stow' as const, peer: 'spec' };
  const storeAll = (...instances: Parameters<typeof stream>) =>
    store.get(StoreInstances).execute({ source: peer, instances: stream(...instances) });
  const trail = async (study: string) =>
    (await store.get(AuditTrail).page({ studyInstanceUid: study })).entries;
  const pending = () =>
    test.database
      .manager()
      .query<{ key: string }[]>(`select key from outbox_events where type = 'study.instance-stored'`);

  it('stores an instance with its patient, study and series, audits it and asks for completion', async () => {
    const uids = { StudyInstanceUID: newUid(), SeriesInstanceUID: newUid(), SOPInstanceUID: newUid() };
    const bytes = madeInstance({ ...uids, PatientName: 'Müller^Jürgen', StudyDescription: 'CHEST' });
    const [result] = await storeAll(bytes);
    expect(result).toMatchObject({ outcome: 'stored', dicomStatus: 0, sopInstanceUid: uids.SOPInstanceUID });

    const studies = store.get(Studies);
    const { study, series } = await studies.contents(studyInstanceUid(uids.StudyInstanceUID));
    expect(study).toMatchObject({ state: 'receiving', completions: 0, studyDescription: 'CHEST' });
    expect(study.patient).toMatchObject({ patientId: 'PHANTOM-1', patientName: 'Müller^Jürgen' });
    expect(series[0]?.instances.map((one) => one.sopInstanceUid)).toEqual([uids.SOPInstanceUID]);
    const stored = await studies.instanceBytes(sopInstanceUid(uids.SOPInstanceUID));
    expect(stored.equals(Buffer.from(bytes))).toBe(true);
    expect(await studies.instanceHeader(sopInstanceUid(uids.SOPInstanceUID))).toMatchObject({
      '00100010': { vr: 'PN', Value: [{ Alphabetic: 'Müller^Jürgen' }] },
    });
    expect(await trail(uids.StudyInstanceUID)).toMatchObject([
      { action: 'received', actor: { kind: 'device', id: 'spec' }, subject: { id: uids.SOPInstanceUID } },
    ]);
    expect(await pending()).toContainEqual({ key: uids.StudyInstanceUID });
  });

  it('takes the same bytes again as a no-op', async () => {
    const study = newUid();
    const bytes = madeInstance({ StudyInstanceUID: study });
    const results = [...(await storeAll(bytes, bytes)), ...(await storeAll(bytes))];
    expect(results.map((result) => result.outcome)).toEqual(['stored', 'duplicate', 'duplicate']);
    expect(await trail(study)).toHaveLength(1);
  });

  it('knows an identical data set behind another file meta information', async () => {
    const bytes = Buffer.from(madeInstance());
    const [first] = await storeAll(bytes);
    const other = Buffer.from(bytes);
    other.write('another preamble', 0);
    const [second] = await storeAll(other);
    expect([first?.outcome, second?.outcome]).toEqual(['stored', 'duplicate']);
  });

  it('knows an object that a sender has only framed anew: group lengths and trailing padding', async () => {
    const bytes = Buffer.from(madeInstance());
    const start = dataSetOffset(bytes);
    const groupLength = Buffer.from('08000000554c040010000000', 'hex');
    const padding = Buffer.from('fcfffcff4f420000040000000000000000', 'hex').subarray(0, 16);
    const framed = Buffer.concat([bytes.subarray(0, start), groupLength, bytes.subarray(start), padding]);
    const results = await storeAll(bytes, framed);
    expect(results.map(({ outcome }) => outcome)).toEqual(['stored', 'duplicate']);
  });

  it('keeps an object that cannot be compared any more, because the stored bytes are lost, as another one', async () => {
    const bytes = Buffer.from(madeInstance());
    const [first] = await storeAll(bytes);
    await store.get(BlobStore).delete(contentHash(bytes));
    const other = Buffer.from(bytes);
    other.write('another preamble', 0);
    const [second] = await storeAll(other);
    expect([first?.outcome, second?.code]).toEqual(['stored', 'store.sop-instance-taken']);
    expect(await store.get(BlobStore).has(contentHash(other))).toBe(true);
  });

  it('refuses other content under a stored SOP Instance UID and keeps it in quarantine', async () => {
    const uids = { SOPInstanceUID: newUid(), StudyInstanceUID: newUid(), SeriesInstanceUID: newUid() };
    const changed = madeInstance({ ...uids, StudyDescription: 'changed' });
    const [first, second] = await storeAll(madeInstance(uids), changed);
    expect(first?.outcome).toBe('stored');
    expect(second).toMatchObject({
      outcome: 'conflict',
      dicomStatus: 0x0111,
      code: 'store.sop-instance-taken',
    });
    const { objects } = await store.get(Quarantine).page(10, 0);
    expect(objects).toContainEqual(
      expect.objectContaining({
        reasonCode: 'store.sop-instance-taken',
        kept: true,
        bytes: changed.length,
        sopInstanceUid: uids.SOPInstanceUID,
      }),
    );
    const actions = (await trail(uids.StudyInstanceUID)).map((entry) => [entry.action, entry.outcome]);
    expect(actions).toEqual([
      ['quarantined', 'failure'],
      ['received', 'success'],
    ]);
  });

  it.each([
    ['another study', { StudyInstanceUID: '1.2.3.4' }, 'store.sop-instance-elsewhere'],
    ['another series', { SeriesInstanceUID: '1.2.3.5' }, 'store.sop-instance-elsewhere'],
    [
      'a series of another study',
      { StudyInstanceUID: '1.2.3.6', SOPInstanceUID: '1.2.3.7' },
      'store.series-in-other-study',
    ],
    [
      'a study of another patient',
      { PatientID: 'PHANTOM-2', SOPInstanceUID: '1.2.3.8' },
      'store.study-of-other-patient',
    ],
  ])('refuses an instance that claims %s', async (_, claim: Record<string, string>, code) => {
    const uids = { SOPInstanceUID: newUid(), StudyInstanceUID: newUid(), SeriesInstanceUID: newUid() };
    const [, second] = await storeAll(madeInstance(uids), madeInstance({ ...uids, ...claim }));
    expect(second).toMatchObject({ outcome: 'conflict', code });
  });

  it('never merges studies whose sender named no patient', async () => {
    const [a, b] = [newUid(), newUid()];
    await storeAll(
      madeInstance({ PatientID: '', StudyInstanceUID: a }),
      madeInstance({ PatientID: '', StudyInstanceUID: b }),
    );
    const studies = store.get(Studies);
    const [first, second] = [
      await studies.find(studyInstanceUid(a)),
      await studies.find(studyInstanceUid(b)),
    ];
    expect(first?.patient.patientId).toBeNull();
    expect(first?.patient.id).not.toBe(second?.patient.id);
  });

  it('goes on after objects that cannot be stored, each with its own reason', async () => {
    const good = madeInstance();
    const results = await storeAll(
      Buffer.from('plain text, no DICOM at all'),
      new Uint8Array(),
      Buffer.from(good).subarray(0, 200),
      good,
    );
    expect(results.map(({ outcome }) => outcome)).toEqual(['refused', 'refused', 'refused', 'stored']);
    expect(results.map(({ code }) => code)).toEqual([
      'dicom.not-dicom',
      'store.object-empty',
      expect.stringMatching(/^dicom\./),
      null,
    ]);
    expect(results.every(({ outcome, dicomStatus }) => (outcome === 'stored') === (dicomStatus === 0))).toBe(
      true,
    );
  });

  it('takes an object as a stream, short or too long for memory, as it takes its bytes', async () => {
    const long = madeInstance({ StudyDescription: 'long' });
    const tail = Buffer.alloc(12 + 9_000_000);
    tail.write('e07f10004f420000', 0, 'hex');
    tail.writeUInt32LE(9_000_000, 8);
    const big = Buffer.concat([long, tail]);
    const [first, second, third] = await storeAll(
      { name: 'short', body: Readable.from([long.subarray(0, 300), long.subarray(300)]) },
      { name: 'bytes', body: long },
      { name: 'long', body: Readable.from([big.subarray(0, 5_000_000), big.subarray(5_000_000)]) },
    );
    expect([first?.outcome, second?.outcome, third?.code]).toEqual([
      'stored',
      'duplicate',
      // Pixel data without Rows.
      'dicom.image-size-missing',
    ]);
  });

  it('shows a deleted instance again when the very same object is sent again, and says so', async () => {
    const study = newUid();
    const bytes = madeInstance({ StudyInstanceUID: study });
    const [{ sopInstanceUid: uid } = { sopInstanceUid: undefined }] = await storeAll(bytes);
    for (const table of ['instances', 'series', 'studies'])
      await test.database
        .manager()
        .query(`update ${table} set deleted_at = now() where study_instance_uid = $1`, [study]);
    const changed = madeInstance({
      StudyInstanceUID: study,
      SOPInstanceUID: uid!,
      StudyDescription: 'other',
    });
    const results = await storeAll(changed, bytes, bytes);
    expect(results.map(({ outcome }) => outcome)).toEqual(['conflict', 'stored', 'duplicate']);
    expect(await store.get(Studies).instances(studyInstanceUid(study))).toHaveLength(1);
    expect((await trail(study)).map(({ action }) => action)).toEqual(['quarantined', 'restored', 'received']);
  });

  it('counts equal bytes in quarantine instead of doubling them', async () => {
    const junk = Buffer.from('the same junk, again and again');
    await storeAll(junk, junk);
    await storeAll(junk);
    const { objects } = await store.get(Quarantine).page(100, 0);
    expect(objects.filter((object) => object.bytes === junk.length)).toMatchObject([
      { times: 3, kept: true },
    ]);
  });

  it('stores what came before a source that breaks off, then tells of the break', async () => {
    const study = newUid();
    async function* breaking() {
      yield { name: 'first', body: madeInstance({ StudyInstanceUID: study }) };
      throw new Error('connection lost');
    }
    const storing = store.get(StoreInstances).execute({ source: peer, instances: breaking() });
    await expect(storing).rejects.toThrow('connection lost');
    expect(await store.get(Studies).instances(studyInstanceUid(study))).toHaveLength(1);
  });

  it('keeps one instance of many senders that store the same study at once', async () => {
    const uids = { StudyInstanceUID: newUid(), SeriesInstanceUID: newUid() };
    const shared = madeInstance({ ...uids, SOPInstanceUID: newUid() });
    const senders = Array.from({ length: 8 }, () => storeAll(shared, madeInstance(uids)));
    const outcomes = (await Promise.all(senders)).flat().map((result) => result.outcome);
    expect(outcomes.filter((outcome) => outcome === 'stored')).toHaveLength(9);
    expect(outcomes.filter((outcome) => outcome === 'duplicate')).toHaveLength(7);
    expect(await store.get(Studies).instances(studyInstanceUid(uids.StudyInstanceUID))).toHaveLength(9);
  });

  it('takes text that the database would refuse: NUL and unpaired surrogates', async () => {
    const [result] = await storeAll(madeInstance({ StudyDescription: 'a\0b', SeriesNumber: '99999999999' }));
    expect(result?.outcome).toBe('stored');
  });
});
