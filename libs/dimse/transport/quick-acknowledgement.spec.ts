import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import { describeUnless } from '@wetread/testing';
import { acknowledgeNow } from './quick-acknowledgement';

const lacking = process.platform === 'linux' ? null : 'TCP_QUICKACK is Linux’s';

describeUnless(lacking, 'acknowledging at once', () => {
  it('can be asked of an open connection, and of none that has ended', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const connected = once(server, 'connection') as Promise<[Socket]>;
    const peer = connect((server.address() as AddressInfo).port, '127.0.0.1');
    const [socket] = await connected;
    expect(acknowledgeNow(socket)).toBe(true);
    const closed = once(socket, 'close');
    socket.destroy();
    peer.destroy();
    await closed;
    expect(acknowledgeNow(socket)).toBe(false);
    server.close();
  });
});
