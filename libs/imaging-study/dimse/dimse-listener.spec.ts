import { newUid, SopClass } from '@wetread/dicom';
import { sopInstanceUid, studyInstanceUid, SystemClock } from '@wetread/kernel';
import { AppConfig, type Profile } from '@wetread/platform';
import { RawScu, startTestDatabase, type TestDatabase } from '@wetread/testing';
import { dataSetOffset } from '../testing/data-set-offset';
import { AcknowledgeEarly } from '../application/intake/acknowledge-early';
import { SendingRegistry } from '../domain/sending-registry';
import { Studies } from '../domain/studies';
import { madeInstance } from '../testing/made-instance';
import { openStore, type OpenStore } from '../testing/open-store';
import { dimseProviders } from '../dimse.module';
import { DimseListener } from './dimse-listener';

const SC = SopClass.SecondaryCaptureImageStorage;
const CT = '1.2.840.10008.5.1.4.1.1.2';
const dataSetOf = (file: Uint8Array): Buffer => Buffer.from(file.subarray(dataSetOffset(file)));

describe('the DIMSE gateway', () => {
  let test: TestDatabase;
  let store: OpenStore;

  beforeAll(async () => {
    test = await startTestDatabase();
    const dimse = {
      host: '127.0.0.1',
      port: 0,
      aeTitle: 'WETREAD',
      knownAeTitles: ['LISTED'],
      maxAssociations: 64,
      tls: null,
    };
    const limits = { requestBytes: 1e6, instanceBytes: 300_000, uploadBytes: 1e7, inflatedBytes: 1e7 };
    store = await openStore(test, {
      clock: new SystemClock(),
      config: { dimse, limits },
      providers: dimseProviders,
    });
    await store.module.init();
  });
  afterAll(async () => {
    await store?.close();
    await test?.close();
  });
  const useProfile = (profile: Profile) => Object.assign(store.get(AppConfig), { profile });
  beforeEach(() => useProfile('demo'));

  const filed = () => store.get(AcknowledgeEarly).settled();
  const open = () => RawScu.connect(store.get(DimseListener).port);
  const instanceOf = (attributes: Record<string, string> = {}) => {
    const uids = { SOPInstanceUID: newUid(), StudyInstanceUID: newUid(), ...attributes };
    return { ...uids, dataSet: dataSetOf(madeInstance(uids)) };
  };

  it('stores the data set byte for byte as it was sent, and releases', async () => {
    const scu = await open();
    expect((await scu.associate())?.type).toBe(0x02);
    const sent = instanceOf();
    expect(await scu.store(SC, sent.SOPInstanceUID, sent.dataSet, 77)).toBe(0x0000);
    expect((await scu.release())?.type).toBe(0x06);
    await filed();
    const stored = await store.get(Studies).instanceBytes(sopInstanceUid(sent.SOPInstanceUID));
    expect(dataSetOf(stored).equals(sent.dataSet)).toBe(true);
  });

  it('answers the same data set again with success and a changed one with "duplicate SOP instance"', async () => {
    const scu = await open();
    await scu.associate();
    const uids = { SOPInstanceUID: newUid(), StudyInstanceUID: newUid(), SeriesInstanceUID: newUid() };
    const [first, changed] = [instanceOf(uids), instanceOf({ ...uids, StudyDescription: 'changed' })];
    expect(await scu.store(SC, uids.SOPInstanceUID, first.dataSet)).toBe(0x0000);
    expect(await scu.store(SC, uids.SOPInstanceUID, first.dataSet)).toBe(0x0000);
    expect(await scu.store(SC, uids.SOPInstanceUID, changed.dataSet)).toBe(0x0111);
    await scu.release();
  });

  it('counts as sending to its studies until it ends', async () => {
    const scu = await open();
    await scu.associate();
    const { SOPInstanceUID, StudyInstanceUID, dataSet } = instanceOf();
    await scu.store(SC, SOPInstanceUID, dataSet);
    await filed();
    const senders = store.get(SendingRegistry);
    const study = studyInstanceUid(StudyInstanceUID);
    expect(await senders.isSending(study)).toBe(true);
    scu.socket.destroy();
    await eventually(async () => expect(await senders.isSending(study)).toBe(false));
  });

  it('refuses a data set that is not what the command announced', async () => {
    const scu = await open();
    await scu.associate();
    expect(await scu.store(SC, newUid(), instanceOf().dataSet)).toBe(0xa900);
    const other = instanceOf();
    expect((await scu.store(CT, other.SOPInstanceUID, other.dataSet)) ?? 0).toBeGreaterThanOrEqual(0xa900);
    expect(await scu.store(SC, newUid(), Buffer.from('no data set at all'))).toBeGreaterThanOrEqual(0xa000);
    const fine = instanceOf();
    expect(await scu.store(SC, fine.SOPInstanceUID, fine.dataSet)).toBe(0x0000);
    await scu.release();
  });

  it('answers an object that is too large with "out of resources" and keeps the association', async () => {
    const scu = await open();
    await scu.associate();
    expect(await scu.store(SC, newUid(), Buffer.alloc(400_000), 16_000)).toBe(0xa700);
    const fine = instanceOf();
    expect(await scu.store(SC, fine.SOPInstanceUID, fine.dataSet)).toBe(0x0000);
    await scu.release();
  });

  it.each([
    ['demo', { callingAeTitle: 'ANYONE' }, 0x02, undefined],
    ['demo', { calledAeTitle: 'OTHER' }, 0x03, 7],
    ['production', { callingAeTitle: 'ANYONE' }, 0x03, 3],
    ['production', { callingAeTitle: 'LISTED' }, 0x02, undefined],
  ] as const)('in the %s profile answers %j with PDU %i', async (profile, proposal, type, reason) => {
    useProfile(profile);
    const scu = await open();
    const answer = await scu.associate(proposal);
    expect(answer?.type).toBe(type);
    if (reason) expect(answer?.body[3]).toBe(reason);
    scu.socket.destroy();
  });

  it('does not store for a peer whose association was rejected', async () => {
    useProfile('production');
    const scu = await open();
    await scu.associate({ callingAeTitle: 'ANYONE' });
    const { SOPInstanceUID, dataSet } = instanceOf();
    expect(await scu.store(SC, SOPInstanceUID, dataSet)).toBeNull();
    await expect(store.get(Studies).instance(sopInstanceUid(SOPInstanceUID))).rejects.toMatchObject({
      code: 'study.instance-not-found',
    });
  });

  it('rejects the presentation context of a class that is not served, and accepts compressed syntaxes', async () => {
    const query = await open();
    const BASIC_FILM_SESSION = '1.2.840.10008.5.1.1.1';
    const refused = await query.associate({ abstractSyntaxUid: BASIC_FILM_SESSION });
    const resultOf = (body?: Buffer) => body?.[body.indexOf(Buffer.from([0x21, 0x00]), 68) + 6];
    expect(resultOf(refused?.body)).toBe(3);
    query.socket.destroy();
    const compressed = await open();
    const accepted = await compressed.associate({ transferSyntaxUid: '1.2.840.10008.1.2.4.90' });
    expect(resultOf(accepted?.body)).toBe(0);
    compressed.socket.destroy();
  });

  it('goes on after a peer that breaks the protocol', async () => {
    const scu = await open();
    scu.send(Buffer.from('GET / HTTP/1.1\r\n\r\n'));
    while ((await scu.next())?.type === 0x07);
    expect(await echoes()).toBe(true);
  });

  async function echoes(): Promise<boolean> {
    const scu = await open();
    const answer = await scu.associate({ abstractSyntaxUid: '1.2.840.10008.1.1' });
    scu.socket.destroy();
    return answer?.type === 0x02;
  }
});

async function eventually(check: () => Promise<void>): Promise<void> {
  for (let attempt = 0; ; attempt += 1) {
    try {
      return await check();
    } catch (error) {
      if (attempt >= 100) throw error;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
}
