import { connect } from 'node:net';
import { once } from 'node:events';
import { SopClass } from '@wetread/dicom';
import { describeWithPrograms, TestAuthority } from '@wetread/testing';
import { openAssociation } from '../client/open-association';
import { queryContext } from '../client/proposed-contexts';
import { ContextResult } from '../pdu/pdu';
import type { TlsClient, TlsServer } from '../transport/tls';
import { Rejected } from '../pdu/reasons';
import { DimseServer } from './dimse-server';

const limits = { associations: 9, associationsPerAddress: 9, waitingConnections: 9, dataSetBytes: 1e6 };

describeWithPrograms(['openssl'], 'DIMSE over TLS', () => {
  const authority = new TestAuthority();
  const stranger = new TestAuthority();
  afterAll(() => {
    authority.remove();
    stranger.remove();
  });
  const { ca } = authority;
  const [serverPair, clientPair, strangerPair] = [
    authority.issue('server'),
    authority.issue('client'),
    stranger.issue('client'),
  ];
  const seen: boolean[] = [];
  const server = new DimseServer(
    {
      admit: ({ isSecure }) => {
        seen.push(isSecure);
        const transferSyntaxUid = '1.2.840.10008.1.2';
        return { decide: () => ({ result: ContextResult.accepted, transferSyntaxUid }) };
      },
    },
    { limits, timeouts: { associateMs: 2000 } },
  );
  const ports: Partial<Record<TlsServer['clientCertificate'], number>> = {};
  beforeAll(async () => {
    for (const clientCertificate of ['required', 'optional'] as const) {
      const tls = { cert: serverPair.cert, key: serverPair.key, ca: ca.cert, clientCertificate };
      ports[clientCertificate] = await server.listen({ host: '127.0.0.1', port: 0, tls });
    }
  });
  afterAll(() => server.close());

  async function echo(
    clientCertificate: TlsServer['clientCertificate'],
    tls: TlsClient | null,
  ): Promise<string> {
    const port = ports[clientCertificate] ?? 0;
    const peer = { host: '127.0.0.1', port, calledAeTitle: 'SCP', callingAeTitle: 'SCU', tls };
    const association = await openAssociation(peer, [queryContext(SopClass.Verification)]);
    const status = await association.echo();
    await association.release();
    return status.class;
  }

  it('serves a peer with a certificate of the authority', async () => {
    expect(await echo('required', { ca: ca.cert, ...clientPair })).toBe('success');
    expect(seen.at(-1)).toBe(true);
  });

  it.each([
    ['without a certificate', () => ({ ca: ca.cert })],
    ['with a certificate of another authority', () => ({ ca: ca.cert, ...strangerPair })],
  ])('refuses a peer %s where one is required', async (_, tls) => {
    const before = seen.length;
    await expect(echo('required', tls())).rejects.toMatchObject({ status: 'unavailable' });
    expect(seen).toHaveLength(before);
  });

  it('serves a peer without a certificate where it is optional', async () => {
    expect(await echo('optional', { ca: ca.cert })).toBe('success');
    const bad = echo('optional', { ca: ca.cert, ...strangerPair });
    await expect(bad).rejects.toMatchObject({ status: 'unavailable' });
  });

  it('does not speak to a peer whose certificate it does not trust', async () => {
    await expect(echo('optional', { ca: stranger.ca.cert })).rejects.toMatchObject({
      code: 'dimse.peer-unreachable',
    });
  });

  it('serves others while many connections never finish their handshake', async () => {
    const port = ports.optional ?? 0;
    const silent = Array.from({ length: 30 }, () => connect(port, '127.0.0.1').on('error', () => undefined));
    await Promise.all(silent.map((socket) => once(socket, 'connect')));
    expect(await echo('optional', { ca: ca.cert })).toBe('success');
    for (const socket of silent) socket.destroy();
  });

  it('closes although a handshake is under way', async () => {
    const other = new DimseServer({ admit: () => ({ rejection: Rejected.noReasonGiven }) }, { limits });
    const tls = { cert: serverPair.cert, key: serverPair.key, clientCertificate: 'optional' as const };
    const socket = connect(await other.listen({ host: '127.0.0.1', port: 0, tls }), '127.0.0.1');
    socket.on('error', () => undefined);
    await once(socket, 'connect');
    const closed = once(socket, 'close');
    await other.close();
    expect(await closed).toBeDefined();
  });

  it('refuses plain DICOM, and TLS before 1.2', async () => {
    await expect(echo('optional', null)).rejects.toMatchObject({ status: 'unavailable' });
    const old = connect(ports.optional ?? 0, '127.0.0.1');
    // A ClientHello of TLS 1.1 (RFC 4346 section 7.4.1.2) with one cipher suite of its time.
    old.end(Buffer.from(`160302002d010000290302${'00'.repeat(32)}000002002f0100`, 'hex'));
    const [answer] = (await once(old, 'data')) as [Buffer];
    expect([answer[0], answer[6]]).toEqual([0x15, 70]); // alert, protocol_version
  });
});
