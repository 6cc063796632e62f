import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { once } from 'node:events';
import { SystemClock } from '@wetread/kernel';
import {
  Hl7Message,
  mllpSend,
  MllpServer,
  type MllpHandler,
  type MllpListenerOptions,
  segment,
} from '../index';
import { framed } from './frame-reader';

const header = {
  sendingApplication: 'RIS',
  sendingFacility: 'HOSP',
  receivingApplication: 'US',
  receivingFacility: 'RAD',
  at: new Date('2026-11-28T01:02:03Z'),
  type: ['ADT', 'A08'],
};
const message = (controlId: string, more: object = {}) =>
  Hl7Message.build({ ...header, controlId, ...more }, [segment('PID', { 5: 'DOE' })]);
const accepted: MllpHandler = () => Promise.resolve({ outcome: 'accepted' });

describe('an MLLP listener', () => {
  const open: MllpServer[] = [];
  afterEach(async () => {
    await Promise.all(open.splice(0).map((server) => server.close()));
  });
  const listen = async (handler: MllpHandler, options: Partial<MllpListenerOptions> = {}) => {
    const server = new MllpServer(
      {
        clock: new SystemClock(),
        host: '127.0.0.1',
        port: 0,
        application: 'US',
        facility: 'RAD',
        ...options,
      },
      handler,
    );
    open.push(server);
    return { server, host: '127.0.0.1', port: (await server.listen()).port };
  };
  /** Writes bytes as they are and reads until the listener closes or `answers` blocks have come. */
  const raw = async (port: number, bytes: string | Buffer, answers = Infinity) => {
    const socket = connect({ port, host: '127.0.0.1', allowHalfOpen: true });
    socket.on('error', () => undefined);
    socket.write(bytes);
    let text = '';
    for await (const chunk of socket) {
      text += String(chunk);
      if (text.split('\x1c\r').length > answers) break;
    }
    socket.destroy();
    return text
      .split('\x1c\r')
      .filter(Boolean)
      .map((one) => Hl7Message.parse(Buffer.from(one.slice(1))));
  };

  it('acknowledges what the handler has accepted, error and rejection as such', async () => {
    const outcomes = ['accepted', 'error', 'rejected'] as const;
    let next = 0;
    const faults = [{ condition: 'requiredFieldMissing', at: 'PID-3.1', text: 'no identifier' }] as const;
    const to = await listen(async () => ({ outcome: outcomes[next++] ?? 'accepted', faults }));
    const codes = [];
    for (const id of ['1', '2', '3']) codes.push(await mllpSend(to, message(id), { timeoutMs: 5000 }));
    expect(codes.map(({ code, controlId }) => code + controlId)).toEqual(['AA1', 'AE2', 'AR3']);
    expect(codes[1]?.errors).toEqual([{ code: '101', text: 'no identifier', location: 'PID^1^3^1^1' }]);
  });

  it('answers only after the handler is done, message by message', async () => {
    let finish = (): void => undefined;
    const seen: string[] = [];
    const to = await listen(async (one) => {
      seen.push(one.controlId);
      await new Promise<void>((resolve) => (finish = resolve));
      return { outcome: 'accepted' };
    });
    const answers = raw(
      to.port,
      Buffer.concat([framed(message('1').toBytes()), framed(message('2').toBytes())]),
      2,
    );
    while (seen.length < 1) await new Promise(setImmediate);
    expect(seen).toEqual(['1']);
    finish();
    while (seen.length < 2) await new Promise(setImmediate);
    finish();
    expect((await answers).map((one) => one.field('MSA-2'))).toEqual(['1', '2']);
  });

  it.each([
    [{ acceptAcknowledgement: 'AL', applicationAcknowledgement: 'NE' }, ['CA']],
    [{ acceptAcknowledgement: 'AL', applicationAcknowledgement: 'AL' }, ['CA', 'AA']],
    [{ acceptAcknowledgement: 'ER', applicationAcknowledgement: 'SU' }, ['AA']],
    [{ acceptAcknowledgement: 'NE', applicationAcknowledgement: 'NE' }, []],
    [{ acceptAcknowledgement: 'UNICODE UTF-8' }, ['AA']],
    [{ acceptAcknowledgement: 'AL', applicationAcknowledgement: 'x' }, ['CA']],
    [{}, ['AA']],
  ])('answers in the mode that %j asks for', async (mode, codes) => {
    const { port } = await listen(accepted);
    const bytes = Buffer.concat([framed(message('1', mode).toBytes()), framed(message('last').toBytes())]);
    const answers = await raw(port, bytes, codes.length + 1);
    expect(answers.map((one) => one.field('MSA-1'))).toEqual([...codes, 'AA']);
  });

  it('answers a failing handler with a rejection that tells nothing of the error, and lives', async () => {
    const troubles: string[] = [];
    const to = await listen(() => Promise.reject(new Error('DOE^JANE')), {
      onTrouble: ({ kind }) => troubles.push(kind),
    });
    const { code, errors, raw: text } = await mllpSend(to, message('1'), { timeoutMs: 5000 });
    expect([code, errors[0]?.code, troubles]).toEqual(['AR', '207', ['handler-failed']]);
    expect(text).not.toContain('DOE');
  });

  it.each([
    ['a wrong start block', 'MSH|^~\\&|A|B\x1c\r', 'AR', ''],
    ['no message', '\x0bhello\x1c\r', 'AR', ''],
    ['an unknown character set', '\x0bMSH|^~\\&|A|B|||||ADT^A08|77|P|2.5.1||||||EBCDIC\x1c\r', 'AR', '77'],
    [
      'letters that are none',
      '\x0bMSH|^~\\&|A|B|||||ADT^A08|78|P|2.3||||||UNICODE UTF-8\rPID|\xd6\x1c\r',
      'AE',
      '78',
    ],
    ['a block in a block', `\x0bMSH|^~\\&|A\x0b`, 'AR', ''],
    ['more than the limit', `\x0b${'x'.repeat(3000)}`, 'AR', ''],
  ])('says what is wrong with %s', async (_, bytes, code, controlId) => {
    const { port, host } = await listen(accepted, { limits: { messageBytes: 2000 } });
    const [answer] = await raw(port, Buffer.from(bytes, 'latin1'), 1);
    expect([answer?.field('MSA-1'), answer?.field('MSA-2')]).toEqual([code, controlId]);
    expect(answer?.field('ERR-1') || answer?.field('ERR-8')).not.toBe('');
    expect(await mllpSend({ port, host }, message('2'), { timeoutMs: 5000 })).toMatchObject({ code: 'AA' });
  });

  it('drops who begins a block and does not end it, and who is not allowed', async () => {
    const troubles: string[] = [];
    const onTrouble = ({ kind }: { kind: string }) => troubles.push(kind);
    const slow = await listen(accepted, { limits: { blockMs: 30 }, onTrouble });
    expect(await raw(slow.port, '\x0bMSH|')).toEqual([]);
    const closed = await listen(accepted, { isAllowed: ({ address }) => address !== '127.0.0.1', onTrouble });
    expect(await raw(closed.port, framed(message('1').toBytes()))).toEqual([]);
    expect(troubles).toEqual(['slow-block', 'not-allowed']);
  });

  it('answers the message at hand before it closes', async () => {
    let handling = (): void => undefined;
    const began = new Promise<void>((resolve) => (handling = resolve));
    let finish = (): void => undefined;
    const { server, ...to } = await listen(async () => {
      handling();
      await new Promise<void>((resolve) => (finish = resolve));
      return { outcome: 'accepted' };
    });
    const sent = mllpSend(to, message('1'), { timeoutMs: 5000 });
    await began;
    const closed = server.close();
    finish();
    expect((await sent).code).toBe('AA');
    await closed;
    await expect(mllpSend(to, message('2'), { timeoutMs: 5000 })).rejects.toMatchObject({
      code: 'hl7.unreachable',
      mayHaveArrived: false,
    });
  });
});

describe('sending', () => {
  let peer: Server;
  let onMessage: (socket: Socket) => void;
  const to = () => ({ host: '127.0.0.1', port: (peer.address() as AddressInfo).port });
  beforeAll(async () => {
    peer = createServer((socket) => {
      socket.on('error', () => undefined);
      socket.once('data', () => onMessage(socket));
    }).listen(0, '127.0.0.1');
    await once(peer, 'listening');
  });
  afterAll(() => void peer.close());
  const ack = (msa: string) => `\x0bMSH|^~\\&|A|B|||2026||ACK|9|P|2.5.1\rMSA|${msa}\r\x1c\r`;

  it.each([
    ['closes without a word', (socket: Socket) => socket.end(), 'hl7.connection-lost'],
    ['resets', (socket: Socket) => socket.resetAndDestroy(), 'hl7.connection-lost'],
    ['answers another message', (socket: Socket) => socket.write(ack('AA|2')), 'hl7.ack-unreadable'],
    ['answers nonsense', (socket: Socket) => socket.write('HTTP/1.1 400 Bad Request'), 'hl7.ack-unreadable'],
    ['accepts without a name', (socket: Socket) => socket.write(ack('AA|')), 'hl7.ack-unreadable'],
  ])('to a peer that %s is no delivery, and may be one', async (_, act, code) => {
    onMessage = act;
    await expect(mllpSend(to(), message('1'), { timeoutMs: 5000 })).rejects.toMatchObject({
      code,
      mayHaveArrived: true,
    });
  });

  it('waits no longer than it was told', async () => {
    onMessage = () => undefined;
    await expect(mllpSend(to(), message('1'), { timeoutMs: 20 })).rejects.toMatchObject({
      code: 'hl7.ack-timeout',
    });
    const stop = new AbortController();
    onMessage = () => stop.abort(new Error('stopped'));
    await expect(mllpSend(to(), message('1'), { timeoutMs: 5000, signal: stop.signal })).rejects.toThrow(
      'stopped',
    );
  });

  it('takes an acknowledgement that comes byte by byte, and a refusal without a name', async () => {
    onMessage = async (socket) => {
      for (const byte of ack('AA|1')) {
        socket.write(byte);
        await new Promise(setImmediate);
      }
    };
    expect(await mllpSend(to(), message('1'), { timeoutMs: 5000 })).toMatchObject({ code: 'AA', errors: [] });
    onMessage = (socket) => socket.write(ack('AR||who are you'));
    expect(await mllpSend(to(), message('1'), { timeoutMs: 5000 })).toMatchObject({
      code: 'AR',
      text: 'who are you',
    });
  });
});
