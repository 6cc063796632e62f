import type { AddressInfo } from 'node:net';
import { createServer } from 'node:tls';
import { Hl7Message, MllpServer, type MllpServerTls, segment, type Verdict } from '@wetread/hl7';
import { SystemClock } from '@wetread/kernel';
import { SecretMissing, Secrets } from '@wetread/platform';
import { TestAuthority } from '@wetread/testing';
import type { MllpTarget } from '../../domain/destination';
import { MllpTransport } from './mllp.transport';

const values = new Map<string, string>();
class SecretsInMemory extends Secrets {
  bytes = async (name: string): Promise<Buffer> => {
    const value = values.get(name);
    if (value === undefined) throw new SecretMissing(name);
    return Buffer.from(value);
  };
  text = async (name: string): Promise<string> => (await this.bytes(name)).toString();
}
const transport = new MllpTransport(new SecretsInMemory());
const SOON = 5_000;

const oru = Hl7Message.build(
  {
    sendingApplication: 'WETREAD',
    sendingFacility: 'RAD',
    receivingApplication: 'RIS',
    receivingFacility: 'HOSP',
    type: ['ORU', 'R01', 'ORU_R01'],
    controlId: 'WR0123456789ABCDEF01',
    at: new Date('2026-11-23T12:00:00Z'),
  },
  [segment('OBX', { 1: '1', 2: 'FT', 5: 'Grüße | ^ & ~ \\' })],
);
const message = { id: oru.controlId, format: 'oru', bytes: oru.toBytes() } as const;

interface Receiver {
  server: MllpServer;
  port: number;
}
const received: Buffer[] = [];
let verdict: Verdict = { outcome: 'accepted' };

async function listening(tls?: MllpServerTls): Promise<Receiver> {
  const options = {
    clock: new SystemClock(),
    host: '127.0.0.1',
    port: 0,
    application: 'RIS',
    facility: 'HOSP',
    tls,
  };
  const server = new MllpServer(options, async (_, { bytes }) => {
    received.push(bytes);
    return verdict;
  });
  return { server, port: (await server.listen()).port };
}

const target = (port: number, tls: MllpTarget['tls'] = null): MllpTarget => ({
  kind: 'hl7-mllp',
  host: '127.0.0.1',
  port,
  tls,
  allowPlain: false,
  sendingApplication: 'WETREAD',
  sendingFacility: 'RAD',
  receivingApplication: 'RIS',
  receivingFacility: 'HOSP',
});

describe('an HL7 receiver', () => {
  let plain: Receiver;
  beforeAll(async () => {
    plain = await listening();
  });
  afterAll(() => plain.server.close());
  beforeEach(() => received.splice(0));

  it('gets the bytes that were sealed', async () => {
    verdict = { outcome: 'accepted' };
    const told = await transport.send(target(plain.port), message, SOON);
    expect(told).toMatchObject({ kind: 'accepted', code: 'hl7.AA' });
    expect(received).toEqual([message.bytes]);
  });

  it.each([
    [{ outcome: 'error', text: 'no such order' }, 'failed', 'hl7.AE'],
    [{ outcome: 'rejected', text: 'not for us' }, 'rejected', 'hl7.AR'],
    [{ outcome: 'rejected', faults: [{ condition: 'internal', text: 'disk full' }] }, 'failed', 'hl7.AR'],
  ] as const)('that answers %j means %s', async (answer, kind, code) => {
    verdict = answer as Verdict;
    expect(await transport.send(target(plain.port), message, SOON)).toMatchObject({
      kind,
      code,
      answer: expect.stringContaining(code.slice(4)),
    });
  });

  it('is tested by connecting, and gets no message', async () => {
    expect(await transport.test(target(plain.port), SOON)).toMatchObject({ kind: 'accepted' });
    expect(received).toEqual([]);
  });

  it('that is not there did not get it', async () => {
    const gone = await listening();
    await gone.server.close();
    expect(await transport.send(target(gone.port), message, SOON)).toMatchObject({ kind: 'unavailable' });
    expect(await transport.test(target(gone.port), SOON)).toMatchObject({ code: 'net.ECONNREFUSED' });
  });
});

describe('an HL7 receiver with TLS', () => {
  let authority: TestAuthority;
  let secure: Receiver;
  beforeAll(async () => {
    authority = new TestAuthority();
    const [us, them] = [authority.issue('us'), authority.issue('them')];
    for (const [name, value] of Object.entries({ ca: authority.ca.cert, cert: us.cert, key: us.key }))
      values.set(name, value);
    secure = await listening({ key: them.key, cert: them.cert, clientAuthorities: authority.ca.cert });
    verdict = { outcome: 'accepted' };
  });
  afterAll(async () => {
    await secure.server.close();
    authority.remove();
  });

  const ours = { caSecret: 'ca', certificateSecret: 'cert', keySecret: 'key' };

  it('sees our certificate, and is sent the message and tested over TLS', async () => {
    expect(await transport.send(target(secure.port, ours), message, SOON)).toMatchObject({
      kind: 'accepted',
    });
    expect(await transport.test(target(secure.port, ours), SOON)).toMatchObject({ kind: 'accepted' });
  });

  it('that nobody vouches for gets nothing', async () => {
    const { key, cert } = authority.issue('stranger');
    const read: Buffer[] = [];
    const stranger = createServer({ key, cert }, (socket) => socket.on('data', (chunk) => read.push(chunk)));
    await new Promise<void>((resolve) => stranger.listen(0, '127.0.0.1', resolve));
    const { port } = stranger.address() as AddressInfo;
    const trustingNobody = { caSecret: null, certificateSecret: null, keySecret: null };
    const told = await transport.send(target(port, trustingNobody), message, SOON);
    expect(told).toMatchObject({ kind: 'unavailable', code: 'hl7.unreachable' });
    expect(read).toEqual([]);
    await new Promise((resolve) => stranger.close(resolve));
  });

  it('is not tried without the secrets', async () => {
    await expect(
      transport.send(target(secure.port, { ...ours, keySecret: 'absent' }), message, SOON),
    ).rejects.toMatchObject({ code: 'platform.secret-missing' });
  });
});
