import { once } from 'node:events';
import { connect as connectPlain } from 'node:net';
import { connect } from 'node:tls';
import { SystemClock } from '@wetread/kernel';
import { TestAuthority } from '@wetread/testing';
import { MllpServer } from './mllp-server';

describe('an MLLP listener that speaks TLS', () => {
  const authority = new TestAuthority();
  afterAll(() => authority.remove());

  async function listening(): Promise<{ server: MllpServer; port: number }> {
    const { cert, key } = authority.issue('listener');
    const server = new MllpServer(
      {
        clock: new SystemClock(),
        host: '127.0.0.1',
        port: 0,
        application: 'US',
        facility: 'RAD',
        tls: { cert, key },
      },
      () => Promise.reject(new Error('nothing is sent')),
    );
    return { server, port: (await server.listen()).port };
  }

  it('closes although a client left because it does not trust our certificate', async () => {
    const { server, port } = await listening();
    const client = connect({ port, host: '127.0.0.1' });
    await once(client, 'error');
    await expect(server.close()).resolves.toBeUndefined();
  });

  it('closes although a client connected and never began the handshake', async () => {
    const { server, port } = await listening();
    const client = connectPlain({ port, host: '127.0.0.1' });
    await once(client, 'connect');
    const left = once(client, 'close');
    await expect(server.close()).resolves.toBeUndefined();
    await left;
  });
});
