import { addressedHost } from './addressed-host';

const hostOf = (headers: Record<string, string>, localAddress = '192.0.2.7', localPort = 8080) =>
  addressedHost({
    protocol: 'http',
    get: (name: string) => headers[name],
    socket: { localAddress, localPort },
  } as unknown as Parameters<typeof addressedHost>[0]);

describe('the host that a request is addressed to', () => {
  it.each([
    { how: 'as it says', of: 'pacs.test:8080', is: 'pacs.test:8080' },
    { how: 'as it says, where the name may be that of a proxy', of: 'pacs.test', is: 'pacs.test' },
    { how: 'with the port of the address that it names', of: '192.0.2.7', is: '192.0.2.7:8080' },
    { how: 'with the port of this machine', of: 'localhost', at: '::1', is: 'localhost:8080' },
    { how: 'with that of a mapped address', of: '127.0.0.1', at: '::ffff:127.0.0.1', is: '127.0.0.1:8080' },
    { how: 'with that of IPv6', of: '[2001:db8::7]', at: '2001:db8::7', is: '[2001:db8::7]:8080' },
    { how: 'without the usual port', of: '192.0.2.7', port: 80, is: '192.0.2.7' },
    { how: 'without the port behind a proxy', of: '192.0.2.7', via: '1.1 proxy', is: '192.0.2.7' },
    { how: 'without the port of another address', of: '192.0.2.8', is: '192.0.2.8' },
  ])('is $is: $how', ({ of: host, at, port, via, is }) => {
    expect(hostOf({ host, ...(via && { via }) }, at, port)).toBe(is);
  });
});
