import { connect, type Socket } from 'node:net';
import { setImmediate as turn } from 'node:timers/promises';
import { SopClass } from '@wetread/dicom';
import { associateRequest, pDataTf, pdu, RawScu, storeCommand } from '@wetread/testing';
import { openAssociation } from '../client/open-association';
import { queryContext } from '../client/proposed-contexts';
import { Status } from '../message/status';
import { ContextResult } from '../pdu/pdu';
import { DimseServer } from './dimse-server';

const SC = SopClass.SecondaryCaptureImageStorage;
/** SOP Instance UID of what takes longer to store than its sender waits. */
const SLOWLY = '1.9.9';
const VERIFICATION = queryContext(SopClass.Verification);

describe('hostile and broken peers', () => {
  const ended: string[] = [];
  const unexpected: unknown[] = [];
  const server = new DimseServer(
    {
      admit: () => ({
        decide: ({ transferSyntaxUids: [transferSyntaxUid = ''] }) => ({
          result: ContextResult.accepted,
          transferSyntaxUid,
        }),
      }),
      store: async ({ dataSet, sopInstanceUid }) => {
        for await (const _ of dataSet);
        for (let turns = sopInstanceUid === SLOWLY ? 50 : 0; turns > 0; turns -= 1) await turn();
        return { dicomStatus: Status.success };
      },
    },
    {
      limits: { associations: 8, associationsPerAddress: 4, waitingConnections: 20, dataSetBytes: 300_000 },
      timeouts: { associateMs: 400, pduMs: 400, closeMs: 200, messageMs: 1500 },
      onError: (error) => unexpected.push(error),
      onEnd: (error) => ended.push(error?.code ?? 'released'),
    },
  );
  let port: number;
  beforeAll(async () => {
    port = await server.listen({ host: '127.0.0.1', port: 0 });
  });
  afterAll(() => server.close());
  afterEach(async () => {
    while (server.connections > 0) await turn();
    ended.length = 0;
  });

  async function echo(): Promise<string> {
    const peer = { host: '127.0.0.1', port, calledAeTitle: 'SCP', callingAeTitle: 'SCU' };
    const association = await openAssociation(peer, [VERIFICATION]);
    const status = await association.echo();
    await association.release();
    return status.class;
  }

  it.each([
    ['garbage', () => [Buffer.from('GET / HTTP/1.1\r\n\r\n')]],
    ['a PDU of 4 GiB', () => [pdu(0x01, Buffer.alloc(10), 0xffffffff)]],
    ['an A-ASSOCIATE-RQ of 1 MiB', () => [pdu(0x01, Buffer.alloc(10), 1024 * 1024)]],
    ['data before any association', () => [pDataTf(storeCommand(SC, '1.2.3'), 0x03)]],
    ['an A-ASSOCIATE-RQ whose item lengths lie', () => [pdu(0x01, Buffer.alloc(200, 0xff))]],
    ['a release of nothing', () => [pdu(0x05, Buffer.alloc(4))]],
  ])('aborts %s', async (_, attack) => {
    const scu = await RawScu.connect(port);
    scu.send(...attack());
    expect((await scu.next())?.type).toBe(0x07);
    expect(await echo()).toBe('success');
    expect(ended).toContain('dimse.protocol-broken');
  });

  it.each<[string, () => Buffer[]]>([
    ['a value longer than its PDU', () => [pDataTf(Buffer.alloc(20), 0x03, 5000)]],
    ['a P-DATA-TF that announces more than was agreed', () => [pdu(0x04, Buffer.alloc(6), 2 ** 21)]],
    [
      'a command set that does not end',
      () => Array.from({ length: 9 }, () => pDataTf(Buffer.alloc(8000), 0x01)),
    ],
    [
      'a data set that does not end',
      () => [
        pDataTf(storeCommand(SC, '1.2'), 0x03),
        ...Array.from({ length: 600 }, () => pDataTf(Buffer.alloc(10_000), 0x00)),
      ],
    ],
    ['a second A-ASSOCIATE-RQ', () => [associateRequest({})]],
    ['a data set of no command', () => [pDataTf(Buffer.alloc(10), 0x02)]],
  ])('ends an association that sends %s', async (_, attack) => {
    const scu = await RawScu.connect(port);
    expect((await scu.associate())?.type).toBe(0x02);
    scu.send(...attack());
    let last = await scu.next();
    for (let pdu = last; pdu; pdu = await scu.next()) last = pdu;
    expect(last?.type).toBe(0x07);
    expect(await echo()).toBe('success');
  });

  it('reaps a connection that asks for nothing, and one that goes silent in the middle of a PDU', async () => {
    const silent = await RawScu.connect(port);
    const dripping = await RawScu.connect(port);
    await dripping.associate();
    dripping.send(pDataTf(storeCommand(SC, '1.2.3'), 0x03).subarray(0, 30));
    expect([await silent.next(), await dripping.next()]).toEqual([null, null]);
    while (server.connections > 0) await turn();
    expect(ended).toEqual(['dimse.peer-silent', 'dimse.peer-silent']);
  });

  it('reaps a sender whose bytes only drip', async () => {
    const scu = await RawScu.connect(port);
    await scu.associate();
    scu.send(pDataTf(storeCommand(SC, '1.2.3'), 0x03));
    const bytes = pDataTf(Buffer.alloc(1000), 0x02);
    let at = 0;
    const drip = setInterval(() => scu.send(bytes.subarray(at, (at += 1))), 20);
    expect(await scu.next()).toBeNull();
    clearInterval(drip);
    expect(at).toBeLessThan(bytes.length);
  });

  it('reaps a sender whose message never ends, although its PDUs keep coming', async () => {
    const scu = await RawScu.connect(port);
    await scu.associate();
    scu.send(pDataTf(storeCommand(SC, '1.2.3'), 0x03));
    const trickle = setInterval(() => scu.send(pDataTf(Buffer.alloc(10), 0x00)), 100);
    expect((await scu.next())?.type).toBe(0x07);
    clearInterval(trickle);
    while (server.connections > 0) await turn();
    expect(ended).toEqual(['dimse.peer-silent']);
  });

  it('is not told as an error of ours when a peer asks for its release and hangs up before its answer', async () => {
    const scu = await RawScu.connect(port);
    const stored = [pDataTf(storeCommand(SC, SLOWLY), 0x03), pDataTf(Buffer.alloc(10), 0x02)];
    scu.send(associateRequest({}), ...stored, pdu(0x05, Buffer.alloc(4)));
    scu.socket.end();
    while (await scu.next());
    while (server.connections > 0) await turn();
    expect(unexpected).toEqual([]);
  });

  it('answers a data set that is too large, and goes on', async () => {
    const scu = await RawScu.connect(port);
    await scu.associate();
    expect(await scu.store(SC, '1.2', Buffer.alloc(400_000), 16_000)).toBe(0x0110);
    expect(await scu.store(SC, '1.2', Buffer.alloc(100_000), 16_000)).toBe(0x0000);
    await scu.release();
  });

  it('rejects more associations from one address than allowed, for now', async () => {
    const some = await Promise.all(Array.from({ length: 6 }, () => RawScu.connect(port)));
    const answers: (number | undefined)[] = [];
    for (const scu of some) answers.push((await scu.associate())?.type);
    expect(answers).toEqual([2, 2, 2, 2, 3, 3]);
    for (const scu of some) scu.socket.destroy();
  });

  it('serves others while 200 connections at once say nothing', async () => {
    const sockets: Socket[] = Array.from({ length: 200 }, () =>
      connect(port, '127.0.0.1').on('error', () => undefined),
    );
    const connected = sockets.map((socket) => new Promise((resolve) => socket.once('connect', resolve)));
    await Promise.all(connected);
    for (let turns = 0; turns < 5; turns += 1) expect(await echo()).toBe('success');
    expect(server.connections).toBeLessThanOrEqual(21);
    for (const socket of sockets) socket.destroy();
  });
});
