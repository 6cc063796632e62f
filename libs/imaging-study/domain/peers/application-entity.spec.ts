import { isAddressRange, isLoopback, mayCallFrom } from './application-entity';

describe('where a peer may call from', () => {
  it.each<[string[], string, boolean]>([
    [[], '203.0.113.9', true],
    [['10.0.0.5'], '10.0.0.5', true],
    [['10.0.0.5'], '::ffff:10.0.0.5', true],
    [['10.0.0.5'], '10.0.0.6', false],
    [['10.1.0.0/16', '192.168.0.0/24'], '192.168.0.77', true],
    [['10.1.0.0/16'], '10.2.0.1', false],
    [['2001:db8::/32'], '2001:db8::17', true],
    [['10.0.0.0/8'], 'not an address', false],
  ])('%j lets %s in: %s', (ranges, address, expected) => {
    expect(mayCallFrom(ranges, address)).toBe(expected);
  });

  it.each(['127.0.0.1', '::1', '::ffff:127.8.0.1'])('%s is this machine', (address) =>
    expect(isLoopback(address)).toBe(true),
  );
  it.each(['10.0.0.1', '127.evil.example', '', '::2'])('%j is not', (address) =>
    expect(isLoopback(address)).toBe(false),
  );

  it.each(['10.0.0.1', '10.0.0.0/8', '::1', '2001:db8::/32'])('%s is a range', (text) =>
    expect(isAddressRange(text)).toBe(true),
  );
  it.each(['10.0.0', '10.0.0.0/33', '::1/129', '10.0.0.0/8/8', 'host', '10.0.0.0/'])('%j is none', (text) =>
    expect(isAddressRange(text)).toBe(false),
  );
});
