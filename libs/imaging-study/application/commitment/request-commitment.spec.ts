import { AuditTrail } from '@wetread/audit';
import { newUid, readDataSet, SopClass, TransferSyntax, encodeDicomJson } from '@wetread/dicom';
import { ContextResult, DimseServer, Status } from '@wetread/dimse';
import { describeOnEveryDatabase, HandClock, type TestDatabase } from '@wetread/testing';
import { StorageCommitments } from '../../domain/commitment/storage-commitment';
import { ApplicationEntities } from '../../domain/peers/application-entities';
import { CommitmentDueHandler } from '../../jobs/commitment-due.handler';
import { openStore, type OpenStore } from '../../testing/open-store';
import { AcceptReport } from './accept-report.use-case';
import { RequestCommitment } from './request-commitment.use-case';

const HOUR = 3_600_000;
const instances = [{ sopClassUid: SopClass.CtImageStorage, sopInstanceUid: newUid() }];

describeOnEveryDatabase('storage commitment that we ask for', ({ open }) => {
  const clock = new HandClock();
  // Takes the request and never says what became of it.
  const silent = new DimseServer(
    {
      admit: () => ({
        decide: ({ transferSyntaxUids, peerWantsToBe }) => ({
          result: ContextResult.accepted,
          transferSyntaxUid: transferSyntaxUids[0] ?? '',
          peerMayBe: peerWantsToBe,
        }),
      }),
      action: async () => ({ dicomStatus: Status.success }),
    },
    { limits: { associations: 5, associationsPerAddress: 5, waitingConnections: 5, dataSetBytes: 1000 } },
  );
  let test: TestDatabase;
  let store: OpenStore;

  beforeAll(async () => {
    test = await open(clock);
    store = await openStore(test, { clock });
    const port = await silent.listen({ host: '127.0.0.1', port: 0 });
    const entity = { addresses: [], tls: null, rights: [], host: '127.0.0.1' };
    const entities = store.get(ApplicationEntities);
    await entities.save({ ...entity, aeTitle: 'SILENT', port }, clock.now());
    await entities.save({ ...entity, aeTitle: 'GONE', port: 1 }, clock.now());
  });
  afterAll(async () => {
    await silent.close();
    await store?.close();
    await test?.close();
  });

  const ask = (aeTitle: string): Promise<string> =>
    store.get(RequestCommitment).execute({ aeTitle, instances });
  const stateOf = async (id: string) => (await store.get(StorageCommitments).find(id))?.state;
  const events = (id: string) =>
    test.database
      .manager()
      .query<{ type: string; not_before: Date }[]>(
        'select type, not_before from outbox_events where key = $1 order by type',
        [id],
      );
  const audited = async () => (await store.get(AuditTrail).page({ action: 'commitment-answered' })).entries;
  const reported = (transactionUid: string) =>
    store
      .get(AcceptReport)
      .execute(
        'SILENT',
        readDataSet(
          encodeDicomJson(
            { '00081195': { vr: 'UI', Value: [transactionUid] } },
            TransferSyntax.ExplicitVrLittleEndian,
          ),
          TransferSyntax.ExplicitVrLittleEndian,
        ),
      );

  it('is waited for a day, then told as overdue, once, in the trail and to whoever listens', async () => {
    const id = await ask('SILENT');
    const [due] = await events(id);
    expect([due?.type, due && due.not_before.getTime() - clock.now().getTime()]).toEqual([
      'storage-commitment.due',
      24 * HOUR,
    ]);
    const handler = store.get(CommitmentDueHandler);
    await handler.handle({ commitmentId: id });
    await handler.handle({ commitmentId: id });
    expect(await stateOf(id)).toBe('overdue');
    expect(await audited()).toMatchObject([
      {
        outcome: 'failure',
        details: { peer: 'SILENT', direction: 'asked-by-us', code: 'commitment.overdue' },
      },
    ]);
    expect((await events(id)).map(({ type }) => type)).toContain('storage-commitment.reported');
    expect(await store.get(StorageCommitments).page({ state: 'overdue', limit: 5 })).toMatchObject([{ id }]);
  });

  it('still takes an answer that comes late, and leaves an answered one alone', async () => {
    const id = await ask('SILENT');
    await store.get(CommitmentDueHandler).handle({ commitmentId: id });
    const { transactionUid } = (await store.get(StorageCommitments).find(id))!;
    expect(await reported(transactionUid)).toMatchObject({ dicomStatus: Status.success });
    expect(await stateOf(id)).toBe('answered');
    await store.get(CommitmentDueHandler).handle({ commitmentId: id });
    expect(await stateOf(id)).toBe('answered');
  });

  it('of a peer that is not there is given up at once, in the trail', async () => {
    clock.advance(1);
    await expect(ask('GONE')).rejects.toMatchObject({ code: 'dimse.peer-unreachable' });
    const [newest] = await store.get(StorageCommitments).page({ limit: 1 });
    expect(newest).toMatchObject({ aeTitle: 'GONE', state: 'unreachable' });
    expect((await audited())[0]).toMatchObject({
      outcome: 'failure',
      details: { peer: 'GONE', code: 'dimse.peer-unreachable' },
    });
  });
});
