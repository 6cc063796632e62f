import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { setTimeout as wait } from 'node:timers/promises';
import { SopClass, TransferSyntax } from '@wetread/dicom';
import { type DimsePeer, openAssociation } from '../client/open-association';
import { storageContexts } from '../client/proposed-contexts';
import { Status } from '../message/status';
import { ContextResult } from '../pdu/pdu';
import { DimseServer } from './dimse-server';
import type { DimseService } from './dimse-service';

const object = {
  sopClassUid: SopClass.CtImageStorage,
  transferSyntaxUid: TransferSyntax.ExplicitVrLittleEndian,
};
const contexts = storageContexts([object]);

describe('a DICOM server that is told to stop', () => {
  const stored: string[] = [];
  const service: DimseService = {
    admit: () => ({
      decide: ({ transferSyntaxUids }) => ({
        result: ContextResult.accepted,
        transferSyntaxUid: transferSyntaxUids[0] ?? '',
        peerMayBe: { scu: true, scp: false },
      }),
    }),
    store: async ({ sopInstanceUid, dataSet }) => {
      await buffer(dataSet);
      await wait(30);
      stored.push(sopInstanceUid);
      return { dicomStatus: Status.success };
    },
  };
  const limits = { associations: 4, associationsPerAddress: 4, waitingConnections: 4, dataSetBytes: 1e6 };
  let server: DimseServer;
  let peer: DimsePeer;
  beforeEach(async () => {
    stored.length = 0;
    server = new DimseServer(service, { limits });
    const port = await server.listen({ host: '127.0.0.1', port: 0 });
    peer = { host: '127.0.0.1', port, calledAeTitle: 'SCP', callingAeTitle: 'SCU' };
  });

  it('lets an association send all that it has, and takes no other', async () => {
    const association = await openAssociation(peer, contexts);
    const send = (sopInstanceUid: string) =>
      association.store({ ...object, sopInstanceUid, dataSet: Readable.from([Buffer.alloc(20_000)]) });
    await send('1.1');
    const closed = server.close(60_000);
    await expect(openAssociation(peer, contexts)).rejects.toMatchObject({ code: 'dimse.peer-unreachable' });
    for (const uid of ['1.2', '1.3', '1.4']) expect((await send(uid)).class).toBe('success');
    await association.release();
    await closed;
    expect(stored).toEqual(['1.1', '1.2', '1.3', '1.4']);
  });

  it('does not wait for an association that asks for nothing', async () => {
    const association = await openAssociation(peer, contexts);
    await server.close(600_000);
    while (association.isOpen) await wait(10);
    expect(server.connections).toBe(0);
  });

  it('waits no longer than it was told for a request that does not end', async () => {
    const association = await openAssociation(peer, contexts);
    const endless = new Readable({ read: () => undefined });
    endless.push(Buffer.alloc(20_000));
    const sent = association.store({ ...object, sopInstanceUid: '1.9', dataSet: endless });
    const outcome = sent.catch((error: unknown) => error);
    await server.close(300);
    endless.destroy();
    expect(await outcome).toMatchObject({ code: 'ERR_STREAM_PREMATURE_CLOSE' });
    expect(stored).toEqual([]);
  });
});
