import { SystemClock } from '@wetread/kernel';
import { SecretMissing, Secrets } from '@wetread/platform';
import { HttpReceiver, type ReceivedRequest, TestAuthority } from '@wetread/testing';
import type { HttpTarget } from '../../domain/destination';
import { HttpPeer } from '../http/http-peer';
import { FhirTransport } from './fhir.transport';
import { StowTransport } from './stow.transport';
import { WebhookTransport } from './webhook.transport';
import { webhookSignature } from './webhook-signature';

class SecretsInMemory extends Secrets {
  readonly values = new Map([
    ['hook', 'shared secret'],
    ['token', 'abc'],
    ['password', 'wörd'],
  ]);
  bytes = async (name: string): Promise<Buffer> => {
    const value = this.values.get(name);
    if (value === undefined) throw new SecretMissing(name);
    return Buffer.from(value, 'utf8');
  };
  text = async (name: string): Promise<string> => (await this.bytes(name)).toString('utf8');
}

const secrets = new SecretsInMemory();
const peer = new HttpPeer(secrets);
const webhook = new WebhookTransport(peer, secrets, new SystemClock());
const fhir = new FhirTransport(peer);
const stow = new StowTransport(peer);
const message = { id: '1.2.3', format: 'event', bytes: Buffer.from('{"id":"1"}\n') } as const;
const SOON = 5_000;

let receiver: HttpReceiver;
beforeEach(async () => {
  receiver = await HttpReceiver.open();
});
afterEach(() => receiver.close());
const target = (more: Partial<HttpTarget> = {}) =>
  ({ url: receiver.url, authentication: { kind: 'none' }, tls: null, allowPlain: false, ...more }) as const;
const hook = (more: Partial<HttpTarget> = {}) =>
  ({ kind: 'webhook', signingSecret: 'hook', ...target(more) }) as const;
const answered = async (status: number, headers?: Record<string, string>) => {
  receiver.answer = () => ({ status, headers });
  return webhook.send(hook(), message, SOON);
};

describe('an HTTP answer', () => {
  it.each([
    [200, 'accepted'],
    [202, 'accepted'],
    [400, 'rejected'],
    [410, 'rejected'],
    [422, 'rejected'],
    [500, 'failed'],
    [408, 'failed'],
    [401, 'unavailable'],
    [404, 'unavailable'],
    [429, 'unavailable'],
    [503, 'unavailable'],
  ] as const)('%d means %s', async (status, kind) => {
    expect(await answered(status)).toMatchObject({ kind, code: `http.${status}` });
  });

  it('that redirects is not followed', async () => {
    const elsewhere = await HttpReceiver.open();
    expect(await answered(307, { Location: elsewhere.url })).toMatchObject({
      kind: 'unavailable',
      code: 'http.307',
    });
    expect(elsewhere.got).toHaveLength(0);
    await elsewhere.close();
  });

  it('that asks for patience is given it', async () => {
    expect(await answered(503, { 'Retry-After': '120' })).toMatchObject({ retryAfterSeconds: 120 });
  });

  it('that never ends is not kept in memory', async () => {
    receiver.answer = () => ({ status: 200, body: 'x'.repeat(10_000_000) });
    expect(await webhook.send(hook(), message, SOON)).toMatchObject({ kind: 'accepted' });
  });
});

describe('no answer', () => {
  it('may mean that the message arrived', async () => {
    receiver.answer = () => null;
    expect(await webhook.send(hook(), message, SOON)).toMatchObject({
      kind: 'unanswered',
      code: 'net.ECONNRESET',
    });
    receiver.answer = () => 'silence';
    expect(await webhook.send(hook(), message, 300)).toMatchObject({
      kind: 'unanswered',
      code: 'net.timeout',
    });
  });

  it('of a peer that was not reached means that it did not', async () => {
    const gone = hook();
    await receiver.close();
    expect(await webhook.send(gone, message, SOON)).toMatchObject({
      kind: 'unavailable',
      code: 'net.ECONNREFUSED',
    });
    receiver = await HttpReceiver.open();
  });
});

describe('a webhook', () => {
  it('is signed, has its id, and counts as delivered when the receiver knows it already', async () => {
    receiver.answer = () => ({ status: 409 });
    expect(await webhook.send(hook(), message, SOON)).toMatchObject({ kind: 'accepted', code: 'http.409' });
    const { headers = {}, body = Buffer.alloc(0) } = (receiver.got[0] ?? {}) as Partial<ReceivedRequest>;
    expect(body.equals(message.bytes)).toBe(true);
    expect(headers['idempotency-key']).toBe('1.2.3');
    const signature = String(headers['wetread-signature']);
    const at = new Date(Number(/t=(\d+)/.exec(signature)?.[1]) * 1000);
    expect(signature).toBe(webhookSignature(Buffer.from('shared secret'), body, at));
  });

  it.each([
    [{ kind: 'bearer', tokenSecret: 'token' }, 'Bearer abc'],
    [{ kind: 'basic', username: 'us', passwordSecret: 'password' }, 'Basic dXM6d8O2cmQ='],
  ] as const)('shows who we are by %j', async (authentication, header) => {
    await webhook.send(hook({ authentication }), message, SOON);
    expect(receiver.got[0]?.headers.authorization).toBe(header);
  });

  it('is not sent without its secret', async () => {
    const missing = hook({ authentication: { kind: 'bearer', tokenSecret: 'absent' } });
    await expect(webhook.send(missing, message, SOON)).rejects.toMatchObject({
      code: 'platform.secret-missing',
    });
    expect(receiver.got).toHaveLength(0);
  });
});

describe('a FHIR server', () => {
  const server = () => ({ kind: 'fhir', ...target({ url: `${receiver.url}/fhir/` }) }) as const;

  it('is posted a transaction at its base', async () => {
    await fhir.send(server(), message, SOON);
    expect(receiver.got[0]).toMatchObject({ method: 'POST', path: '/fhir/' });
    expect(receiver.got[0]?.headers['content-type']).toBe('application/fhir+json; charset=utf-8');
  });

  it('that refuses is quoted', async () => {
    const issue = [{ severity: 'error', code: 'invalid', diagnostics: 'no such code' }];
    receiver.answer = () => ({
      status: 422,
      body: JSON.stringify({ resourceType: 'OperationOutcome', issue }),
    });
    expect(await fhir.send(server(), message, SOON)).toMatchObject({
      kind: 'rejected',
      answer: 'invalid: no such code',
    });
  });

  it('is tested by its capabilities', async () => {
    receiver.answer = () => ({ status: 200, body: '{"resourceType":"CapabilityStatement"}' });
    expect(await fhir.test(server(), SOON)).toMatchObject({ kind: 'accepted' });
    expect(receiver.got[0]?.path).toBe('/fhir/metadata');
    receiver.answer = () => ({ status: 200, body: '<html>' });
    expect(await fhir.test(server(), SOON)).toMatchObject({ kind: 'unavailable' });
  });
});

describe('a STOW-RS server', () => {
  const server = () => ({ kind: 'stow', ...target({ url: `${receiver.url}/dicom-web` }) }) as const;
  const failing = (status: number, reason: number) => {
    const body = JSON.stringify({
      '00081198': { vr: 'SQ', Value: [{ '00081197': { vr: 'US', Value: [reason] } }] },
    });
    receiver.answer = () => ({ status, body });
    return stow.send(server(), message, SOON);
  };

  it('is sent one part, as the standard has it', async () => {
    expect(await stow.send(server(), message, SOON)).toMatchObject({ kind: 'accepted' });
    expect(receiver.got[0]).toMatchObject({ method: 'POST', path: '/dicom-web/studies' });
    expect(receiver.got[0]?.headers['content-type']).toBe(
      'multipart/related; type="application/dicom"; boundary=wetread-1.2.3',
    );
    expect(receiver.got[0]?.body.toString()).toBe(
      '--wetread-1.2.3\r\nContent-Type: application/dicom\r\n\r\n{"id":"1"}\n\r\n--wetread-1.2.3--\r\n',
    );
  });

  it.each([
    [409, 0x0111, 'accepted', 'dicom.0111'],
    [409, 0xa700, 'unavailable', 'dicom.A700'],
    [409, 0xc000, 'rejected', 'dicom.C000'],
    [202, 0x0110, 'failed', 'dicom.0110'],
  ] as const)('that answers %d with the reason %d means %s', async (status, reason, kind, code) => {
    expect(await failing(status, reason)).toMatchObject({ kind, code });
  });
});

describe('TLS', () => {
  let authority: TestAuthority;
  beforeAll(() => {
    authority = new TestAuthority();
    const client = authority.issue('client');
    for (const [name, value] of [
      ['ca', authority.ca.cert],
      ['cert', client.cert],
      ['key', client.key],
    ] as const)
      secrets.values.set(name, value);
  });
  afterAll(() => authority.remove());

  const tls = { caSecret: 'ca', certificateSecret: 'cert', keySecret: 'key' };
  const secured = async (names: HttpTarget['tls']) => {
    const { cert, key } = authority.issue('server');
    const options = { cert, key, ca: authority.ca.cert, requestCert: true, rejectUnauthorized: true };
    const secure = await HttpReceiver.open(options);
    const outcome = await webhook.send(hook({ url: secure.url, tls: names }), message, SOON);
    await secure.close();
    return outcome;
  };

  it('shows our certificate and trusts the named authority', async () => {
    expect(await secured(tls)).toMatchObject({ kind: 'accepted' });
  });

  it('delivers nothing to a peer that nobody vouches for', async () => {
    expect(await secured(null)).toMatchObject({ kind: 'unavailable', code: expect.stringContaining('net.') });
  });
});
