import { AuditTrail } from '@wetread/audit';
import { newUid, SopClass } from '@wetread/dicom';
import { ContextResult, DimseServer, type NormalizedRequest, Status } from '@wetread/dimse';
import { describeOnEveryDatabase, HandClock, type TestDatabase } from '@wetread/testing';
import { StorageCommitments } from '../../domain/commitment/storage-commitment';
import { ApplicationEntities } from '../../domain/peers/application-entities';
import { madeInstance, stream } from '../../testing/made-instance';
import { openStore, type OpenStore } from '../../testing/open-store';
import { StoreInstances } from '../store-instances.use-case';
import { AcceptCommitment } from './accept-commitment.use-case';
import { ReportCommitment } from './report-commitment.use-case';

describeOnEveryDatabase('storage commitment that is asked of us', ({ open }) => {
  const clock = new HandClock();
  const reports: NormalizedRequest[] = [];
  let answer: number = Status.success;
  const requester = new DimseServer(
    {
      admit: () => ({
        decide: ({ transferSyntaxUids, peerWantsToBe }) => ({
          result: ContextResult.accepted,
          transferSyntaxUid: transferSyntaxUids[0] ?? '',
          peerMayBe: peerWantsToBe,
        }),
      }),
      eventReport: async (report) => {
        reports.push(report);
        return { dicomStatus: answer };
      },
    },
    { limits: { associations: 5, associationsPerAddress: 5, waitingConnections: 5, dataSetBytes: 1000 } },
  );
  let test: TestDatabase;
  let store: OpenStore;
  const kept = newUid();

  beforeAll(async () => {
    test = await open(clock);
    store = await openStore(test, { clock });
    await store.get(StoreInstances).execute({
      source: { kind: 'dimse', peer: 'CT1' },
      instances: stream(madeInstance({ SOPInstanceUID: kept })),
    });
    const port = await requester.listen({ host: '127.0.0.1', port: 0 });
    const entity = { addresses: [], tls: null, rights: [] };
    await store
      .get(ApplicationEntities)
      .save({ ...entity, aeTitle: 'CT1', host: '127.0.0.1', port }, clock.now());
    await store
      .get(ApplicationEntities)
      .save({ ...entity, aeTitle: 'MUTE', host: null, port: null }, clock.now());
  });
  afterAll(async () => {
    await requester.close();
    await store?.close();
    await test?.close();
  });
  beforeEach(() => {
    reports.length = 0;
    answer = Status.success;
  });

  const sopClassUid = SopClass.SecondaryCaptureImageStorage;
  async function asked(aeTitle: string): Promise<string> {
    const transactionUid = newUid();
    const referenced = [kept, '1.2.3.4'].map((sopInstanceUid) => ({ sopClassUid, sopInstanceUid }));
    await store.get(AcceptCommitment).execute({ aeTitle, transactionUid, referenced });
    const commitment = await store
      .get(StorageCommitments)
      .byTransaction('asked-of-us', aeTitle, transactionUid);
    return commitment!.id;
  }
  const state = async (id: string) => store.get(StorageCommitments).find(id);
  const waitingUntil = async (id: string) => {
    const sql = `select not_before as "notBefore" from outbox_events where key = $1`;
    const [row] = await test.database.manager().query<{ notBefore: Date }[]>(sql, [id]);
    return row && (row.notBefore.getTime() - clock.now().getTime()) / 60_000;
  };

  it('is answered once, for each instance', async () => {
    const id = await asked('CT1');
    await store.get(ReportCommitment).execute(id);
    await store.get(ReportCommitment).execute(id);
    expect(reports).toHaveLength(1);
    expect(reports[0]?.typeId).toBe(2);
    const [failed] = reports[0]?.information?.sequence('FailedSOPSequence') ?? [];
    expect([failed?.string('ReferencedSOPInstanceUID'), failed?.number('FailureReason')]).toEqual([
      '1.2.3.4',
      0x0112,
    ]);
    expect(await state(id)).toMatchObject({
      state: 'answered',
      failed: [{ sopInstanceUid: '1.2.3.4', reason: 0x0112 }],
    });
    const { entries } = await store.get(AuditTrail).page({ action: 'commitment-answered' });
    expect(entries[0]).toMatchObject({
      outcome: 'success',
      details: { peer: 'CT1', committed: 1, failed: 1 },
    });
  });

  it('is tried again, less and less often, while the peer refuses to hear it', async () => {
    answer = Status.processingFailure;
    const id = await asked('CT1');
    const waits: (number | undefined)[] = [];
    for (let attempt = 0; attempt < 7; attempt += 1) {
      await store.get(ReportCommitment).execute(id);
      waits.push(await waitingUntil(id));
    }
    expect(waits).toEqual([1, 5, 15, 60, 180, 360, 720]);
    await store.get(ReportCommitment).execute(id);
    expect(await state(id)).toMatchObject({ state: 'unreachable', attempts: 8 });
  });

  it('waits for a peer of which no address is known', async () => {
    const id = await asked('MUTE');
    await store.get(ReportCommitment).execute(id);
    expect(await state(id)).toMatchObject({ state: 'waiting', attempts: 1 });
  });
});
