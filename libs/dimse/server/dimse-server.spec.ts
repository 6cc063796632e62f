import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { setImmediate as turn } from 'node:timers/promises';
import { SopClass, TransferSyntax } from '@wetread/dicom';
import type { ClientAssociation } from '../client/client-association';
import { type DimsePeer, openAssociation, type OpenOptions } from '../client/open-association';
import { type ProposedContext, queryContext, storageContexts } from '../client/proposed-contexts';
import { DimseRefusal } from '../dimse-error';
import { Status } from '../message/status';
import { ContextResult } from '../pdu/pdu';
import { Rejected } from '../pdu/reasons';
import { DimseServer } from './dimse-server';
import type { DimseService, RetrieveOutcome, ServedAssociation } from './dimse-service';

const FIND = '1.2.840.10008.5.1.4.1.2.2.1';
const GET = '1.2.840.10008.5.1.4.1.2.2.3';
const COMMITMENT = '1.2.840.10008.1.20.1';
const explicit = TransferSyntax.ExplicitVrLittleEndian;
const ct = { sopClassUid: SopClass.CtImageStorage, transferSyntaxUid: explicit };

const acceptAll = {
  decide: ({
    transferSyntaxUids,
    peerWantsToBe,
  }: {
    transferSyntaxUids: string[];
    peerWantsToBe: { scu: boolean; scp: boolean };
  }) => ({
    result: ContextResult.accepted,
    transferSyntaxUid: transferSyntaxUids[0] ?? '',
    peerMayBe: peerWantsToBe,
  }),
};
const limits = { associations: 20, associationsPerAddress: 10, waitingConnections: 5, dataSetBytes: 1e9 };

describe('an association between our SCU and our SCP', () => {
  const service: DimseService = { admit: () => acceptAll };
  const ended: (string | null)[] = [];
  const server = new DimseServer(service, {
    limits,
    timeouts: { pduMs: 2000, associateMs: 2000 },
    onEnd: (error) => ended.push(error?.code ?? null),
  });
  let peer: DimsePeer;
  const open = (contexts: ProposedContext[], options?: OpenOptions): Promise<ClientAssociation> =>
    openAssociation(peer, contexts, options);

  beforeAll(async () => {
    const port = await server.listen({ host: '127.0.0.1', port: 0 });
    peer = { host: '127.0.0.1', port, calledAeTitle: 'SCP', callingAeTitle: 'SCU' };
  });
  afterAll(() => server.close());
  async function quiet(): Promise<void> {
    while (server.connections > 0) await turn();
  }
  afterEach(quiet);
  beforeEach(() => {
    for (const verb of ['store', 'find', 'move', 'get', 'action', 'closed'] as const) delete service[verb];
    service.admit = () => acceptAll;
    ended.length = 0;
  });

  it('answers C-ECHO, and ends in order', async () => {
    const association = await open([queryContext(SopClass.Verification)]);
    expect(await association.echo()).toEqual({ code: 0, class: 'success', comment: null });
    await association.release();
    await quiet();
    expect([association.isOpen, ended]).toEqual([false, [null]]);
    await expect(association.echo()).rejects.toMatchObject({ code: 'dimse.connection-lost' });
  });

  it('stores data sets byte for byte, one after the other', async () => {
    const received: Buffer[] = [];
    service.store = async ({ dataSet }) => {
      received.push(await buffer(dataSet));
      return { dicomStatus: Status.success };
    };
    const association = await open(storageContexts([ct]));
    const sent = [1, 300_001, 70_000].map((length) =>
      Buffer.from(Array.from({ length }, (_, index) => index & 0xff)),
    );
    for (const bytes of sent) {
      const dataSet = Readable.from([bytes.subarray(0, 99_999), bytes.subarray(99_999)]);
      expect((await association.store({ ...ct, sopInstanceUid: '1.2', dataSet })).class).toBe('success');
    }
    expect(received.map((bytes, index) => bytes.equals(sent[index]!))).toEqual([true, true, true]);
    await association.release();
  });

  it('holds back a sender that is faster than the handler', async () => {
    let given = 0;
    async function* endless(): AsyncGenerator<Buffer> {
      for (; given < 400; given += 1) yield Buffer.alloc(256 * 1024);
    }
    let readFirst: (given: number) => void = () => undefined;
    const first = new Promise<number>((resolve) => (readFirst = resolve));
    service.store = async ({ dataSet }) => {
      // Let the sender run into the full buffers: it stops when nothing is read.
      for (let before = -1; before !== given; await new Promise((resolve) => setTimeout(resolve, 100)))
        before = given;
      readFirst(given);
      for await (const _ of dataSet);
      return { dicomStatus: Status.success };
    };
    const association = await open(storageContexts([ct]));
    const answer = association.store({ ...ct, sopInstanceUid: '1.2', dataSet: Readable.from(endless()) });
    expect(await first).toBeLessThan(200);
    expect((await answer).class).toBe('success');
    await association.release();
  });

  it('answers with the status that the handler gives or throws, and throws the data set away', async () => {
    service.store = async ({ sopInstanceUid }) => {
      if (sopInstanceUid === '1') throw new DimseRefusal(Status.outOfResources, 'the disk is full');
      throw new TypeError('unforeseen');
    };
    const association = await open(storageContexts([ct]));
    const store = (sopInstanceUid: string) =>
      association.store({ ...ct, sopInstanceUid, dataSet: Readable.from([Buffer.alloc(3_000_000)]) });
    expect(await store('1')).toEqual({ code: 0xa700, class: 'failure', comment: 'the disk is full' });
    expect(await store('2')).toMatchObject({ code: 0x0110 });
    await association.release();
  });

  it('aborts when the source of a data set breaks', async () => {
    let tell: (error: unknown) => void = () => undefined;
    const told = new Promise((resolve) => (tell = resolve));
    service.store = async ({ dataSet }) => {
      await buffer(dataSet).catch(tell);
      return { dicomStatus: Status.success };
    };
    async function* broken(): AsyncGenerator<Buffer> {
      yield Buffer.alloc(500_000);
      throw new Error('disk error');
    }
    const association = await open(storageContexts([ct]));
    const store = association.store({ ...ct, sopInstanceUid: '1', dataSet: Readable.from(broken()) });
    await expect(store).rejects.toThrow('disk error');
    await association.release();
    expect(await told).toMatchObject({ code: 'dimse.peer-aborted' });
  });

  it('sends nothing in a context that was not accepted', async () => {
    service.admit = () => ({ decide: () => ({ result: ContextResult.abstractSyntaxNotSupported }) });
    const association = await open(storageContexts([ct]));
    expect(association.acceptedSyntaxes(ct.sopClassUid)).toEqual([]);
    await expect(
      association.store({ ...ct, sopInstanceUid: '1', dataSet: Buffer.alloc(2) }),
    ).rejects.toMatchObject({
      code: 'dimse.context-not-accepted',
    });
    await association.release();
  });

  it('says who rejected an association, and why', async () => {
    service.admit = () => ({ rejection: Rejected.callingAeTitleNotRecognized });
    await expect(open([queryContext(FIND)])).rejects.toMatchObject({
      result: 1,
      source: 1,
      reason: 3,
      isTransient: false,
    });
    service.admit = () => {
      throw new Error('the database is away');
    };
    await expect(open([queryContext(FIND)])).rejects.toMatchObject({ isTransient: true });
  });

  describe('C-FIND', () => {
    it('yields each match, in either uncompressed syntax', async () => {
      service.find = async function* ({ identifier }) {
        for (const name of ['A', 'B'])
          yield {
            '00100010': { vr: 'PN', Value: [{ Alphabetic: `${name}^${identifier.string('PatientID')}` }] },
          };
      };
      for (const syntax of [explicit, TransferSyntax.ImplicitVrLittleEndian]) {
        const association = await open([{ abstractSyntaxUid: FIND, transferSyntaxUids: [syntax] }]);
        const found: (string | null)[] = [];
        for await (const item of association.find({ sopClassUid: FIND, identifier: { PatientID: '7' } }))
          found.push(item.person('PatientName'));
        expect(found).toEqual(['A^7', 'B^7']);
        await association.release();
      }
    });

    it('is cancelled by whoever has seen enough, and the association goes on', async () => {
      let yielded = 0;
      const stopped = new Promise<void>((resolve) => {
        service.find = async function* ({ signal }) {
          signal.addEventListener('abort', () => resolve());
          for (; !signal.aborted; yielded += 1) {
            yield { '00200010': { vr: 'SH', Value: ['x'.repeat(1000)] } };
            await turn();
          }
        };
      });
      const association = await open([queryContext(FIND), queryContext(SopClass.Verification)]);
      for await (const _ of association.find({ sopClassUid: FIND, identifier: {} })) break;
      await stopped;
      expect((await association.echo()).class).toBe('success');
      expect(yielded).toBeGreaterThan(0);
      await association.release();
    });

    it('throws what the peer could not do', async () => {
      // oxlint-disable-next-line require-yield -- it fails before the first match
      service.find = async function* () {
        throw new DimseRefusal(Status.dataSetDoesNotMatch, 'no such level');
      };
      const association = await open([queryContext(FIND)]);
      const find = association.find({ sopClassUid: FIND, identifier: {} });
      await expect(find.next()).rejects.toMatchObject({ dicomStatus: 0xa900, comment: 'no such level' });
      await association.release();
    });
  });

  describe('C-GET', () => {
    const outcome = (completed: number, failed: string[]): RetrieveOutcome => ({
      dicomStatus: failed.length > 0 ? Status.subOperationsWithFailures : Status.success,
      subOperations: { remaining: 0, completed, failed: failed.length, warning: 0 },
      failedSopInstanceUids: failed,
    });
    const contexts = [
      queryContext(GET),
      ...storageContexts([ct]).map((one) => ({ ...one, role: { scu: false, scp: true } })),
    ];

    it('brings the instances over the same association, and says which failed', async () => {
      service.get = async function* (_, association) {
        const statuses: number[] = [];
        for (const sopInstanceUid of ['1.1', '1.2', '1.3']) {
          statuses.push(
            (
              await association.store({
                ...ct,
                sopInstanceUid,
                dataSet: Buffer.from(`data of ${sopInstanceUid}`),
              })
            ).code,
          );
          yield { remaining: 3 - statuses.length, completed: statuses.length, failed: 0, warning: 0 };
        }
        expect(statuses).toEqual([0, 0xa700, 0]);
        return outcome(2, ['1.2']);
      };
      const received: string[] = [];
      const association = await open(contexts, {
        onStore: async ({ sopInstanceUid, dataSet }) => {
          if (sopInstanceUid === '1.2') return { dicomStatus: Status.outOfResources };
          received.push((await buffer(dataSet)).toString());
          return { dicomStatus: Status.success };
        },
      });
      const remaining: number[] = [];
      const onProgress = (progress: { remaining: number }) => void remaining.push(progress.remaining);
      const result = await association.get({ sopClassUid: GET, identifier: {}, onProgress });
      expect(result).toMatchObject({
        status: { code: 0xb000 },
        failedSopInstanceUids: ['1.2'],
        subOperations: { completed: 2, failed: 1 },
      });
      expect(received).toEqual(['data of 1.1', 'data of 1.3']);
      expect(remaining).toEqual([2, 1, 0, 0]);
      await association.release();
    });

    it('ends the work of the handler when the peer goes away', async () => {
      let brought = 0;
      const ended = new Promise<number>((resolve) => {
        service.get = async function* (_, association) {
          try {
            for (; ; brought += 1) {
              await association.store({ ...ct, sopInstanceUid: '1.1', dataSet: Buffer.alloc(2) });
              yield { remaining: 1, completed: brought, failed: 0, warning: 0 };
            }
          } finally {
            resolve(brought);
          }
        };
      });
      const abort = new AbortController();
      const association = await open(contexts, {
        signal: abort.signal,
        onStore: async () => {
          if (brought === 3) abort.abort();
          return { dicomStatus: Status.success };
        },
      });
      const get = association.get({ sopClassUid: GET, identifier: {} });
      await expect(get).rejects.toMatchObject({ code: 'dimse.association-aborted' });
      expect(await ended).toBe(3);
    });

    it('does not let the peer store where it may only receive', async () => {
      service.store = async () => ({ dicomStatus: Status.success });
      const association = await open(contexts);
      await expect(
        association.store({ ...ct, sopInstanceUid: '1', dataSet: Buffer.alloc(2) }),
      ).rejects.toMatchObject({
        code: 'dimse.context-not-accepted',
      });
      await association.release();
    });
  });

  it('carries N-ACTION, and an event report back on the same association', async () => {
    let served: ServedAssociation | undefined;
    service.action = async ({ typeId, information }, association) => {
      served = association;
      expect([typeId, information?.string('TransactionUID')]).toEqual([1, '1.2.3']);
      return { dicomStatus: Status.success };
    };
    const reports: (string | null | undefined)[] = [];
    const association = await open([queryContext(COMMITMENT)], {
      onEventReport: async ({ typeId, information }) => {
        reports.push(`${typeId} ${information?.string('TransactionUID')}`);
        return { dicomStatus: Status.success };
      },
    });
    const sop = { sopClassUid: COMMITMENT, sopInstanceUid: '1.2.840.10008.1.20.1.1', typeId: 1 };
    const information = { TransactionUID: '1.2.3' };
    expect((await association.nAction({ ...sop, information })).status.class).toBe('success');
    expect((await served!.nEventReport({ ...sop, information })).status.class).toBe('success');
    expect(reports).toEqual(['1 1.2.3']);
    await association.release();
  });

  it('answers what the peer has asked before it releases', async () => {
    const told = new Promise<string>((resolve) => {
      service.action = async (_, association) => {
        const report = { sopClassUid: COMMITMENT, sopInstanceUid: '1.2', typeId: 1 };
        const answer = (): Promise<void> =>
          association.nEventReport(report).then(
            ({ status }) => resolve(status.class),
            () => resolve('lost'),
          );
        setImmediate(() => void answer());
        return { dicomStatus: Status.success };
      };
    });
    const heard = new AbortController();
    const association = await open([queryContext(COMMITMENT)], {
      onEventReport: async () => {
        heard.abort();
        await turn();
        return { dicomStatus: Status.success };
      },
    });
    await association.nAction({ sopClassUid: COMMITMENT, sopInstanceUid: '1.2', typeId: 1 });
    if (!heard.signal.aborted)
      await new Promise((resolve) => heard.signal.addEventListener('abort', resolve));
    await association.release();
    expect(await told).toBe('success');
  });

  it('answers a verb that it does not offer', async () => {
    const association = await open([queryContext(FIND)]);
    const move = association.move({ sopClassUid: FIND, identifier: {}, destination: 'X' });
    expect((await move).status).toMatchObject({ code: 0x0211, class: 'failure' });
    await association.release();
  });

  it('ends at once when its signal says so, and the server hears of it', async () => {
    const closed = new Promise<void>((resolve) => {
      service.closed = async () => resolve();
    });
    const abort = new AbortController();
    service.find = async function* ({ signal }) {
      yield {};
      await new Promise((resolve) => signal.addEventListener('abort', resolve));
    };
    const association = await open([queryContext(FIND)], { signal: abort.signal });
    const find = association.find({ sopClassUid: FIND, identifier: {} });
    const waiting = find.next();
    abort.abort();
    await expect(waiting).rejects.toMatchObject({ code: 'dimse.association-aborted' });
    await closed;
    expect(ended).toEqual(['dimse.peer-aborted']);
  });

  it('knows a peer that is not there, and one that says nothing', async () => {
    const nobody = { ...peer, port: 1 };
    await expect(openAssociation(nobody, [queryContext(FIND)])).rejects.toMatchObject({
      code: 'dimse.peer-unreachable',
    });
    const patience = { associateMs: 50 };
    service.admit = () => new Promise((resolve) => setTimeout(() => resolve(acceptAll), 300));
    await expect(
      openAssociation({ ...peer, timeouts: patience }, [queryContext(FIND)]),
    ).rejects.toMatchObject({
      code: 'dimse.peer-silent',
    });
  });
});
