import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { Hl7Message, mllpSend } from '@wetread/hl7';
import { Hl7Listener, Hl7Module } from '@wetread/orders';
import { Database } from '@wetread/platform';
import { memoryWatch } from '../harness/memory-watch';
import { mutant } from '../harness/mutants';
import { MiB } from './hostile-objects';
import { type ReceivingApp, STARTING_MS, startReceivingApp } from './stow-app';

/** What a batch may cost, MiB: all of it is garbage afterwards, of which a collector may leave some. */
const ALLOWED_GROWTH = 400;

let controlIds = 0;
const message = (type: string, ...segments: string[]): string =>
  [
    `MSH|^~\\&|RIS|HOSP|WETREAD|RAD|20261128010203||${type}|F${(controlIds += 1)}|P|2.5.1||||||UNICODE UTF-8`,
    ...segments,
  ].join('\r');
const samples = [
  () => message('ADT^A08^ADT_A01', 'PID|1||F1^^^HOSP^MR~F2^^^OTHER^PI||Łoś^Jürgen^^^^^L||19700102|M'),
  () => message('ADT^A40^ADT_A39', 'PID|1||F1^^^HOSP^MR', 'MRG|F3^^^HOSP^MR'),
  () =>
    message(
      'ORM^O01',
      'PID|1||F1^^^HOSP^MR||DOE^JANE',
      'ORC|NW|PLF|FIF|||||^^^20261128090000^^S',
      'OBR|1|PLF|FIF|71020^CHEST^C4|||||||||cough \\T\\ fever|||||ACCF',
      'ZDS|1.2.826.0.1.3680043.8.498.1^100^Application^DICOM',
    ),
  () => message('ORU^R01', 'PID|1||F1^^^HOSP', 'OBR|1|P|F|1^A|||20261128', 'OBX|1|TX|||all \\.br\\ well'),
];
const framed = (content: Uint8Array): Buffer =>
  Buffer.concat([Buffer.of(0x0b), content, Buffer.of(0x1c, 0x0d)]);

describe('hostile senders of HL7', () => {
  let app: ReceivingApp;
  let port: number;
  beforeAll(async () => {
    const settings = { WETREAD_HL7_PORT: '0', WETREAD_HL7_MAX_MESSAGE_BYTES: String(4 * MiB) };
    app = await startReceivingApp(settings, [Hl7Module]);
    port = app.app.get(Hl7Listener).port ?? 0;
  }, STARTING_MS);
  afterAll(() => app?.close());

  const isServed = async (): Promise<void> => {
    const sound = Hl7Message.parse(Buffer.from(samples[0]!()));
    expect((await mllpSend({ host: '127.0.0.1', port }, sound, { timeoutMs: 10_000 })).code).toBe('AA');
  };

  /** Says all that it has to say; what is answered, message by message. */
  async function answersTo(bytes: Buffer): Promise<string[]> {
    const socket = connect({ port, host: '127.0.0.1', allowHalfOpen: true });
    socket.on('error', () => undefined);
    socket.end(bytes);
    const answer = await text(socket);
    const blocks = answer.split('\x1c\r').filter((block) => block !== '');
    return blocks.map((block) => Hl7Message.parse(Buffer.from(block.replace('\x0b', ''))).field('MSA-1'));
  }

  it('answers each of 200 faulty messages once, by a code of the standard', async () => {
    const growth = memoryWatch();
    const codes = new Map<string, number>();
    for (let seed = 1; seed <= 200; seed += 1) {
      const sample = samples[seed % samples.length]!();
      // A byte of the framing within a message is another matter, see below.
      const bytes = mutant(Buffer.from(sample), seed).filter((byte) => byte !== 0x0b && byte !== 0x1c);
      const answers = await answersTo(framed(bytes));
      expect([seed, answers.length]).toEqual([seed, 1]);
      codes.set(answers[0]!, (codes.get(answers[0]!) ?? 0) + 1);
      if (seed % 100 === 0) await isServed();
    }
    expect([...codes.keys()].sort()).toEqual(['AA', 'AE', 'AR']);
    expect(growth()).toBeLessThan(ALLOWED_GROWTH);
  });

  it('answers or hangs up on 100 streams whose framing is faulty too', async () => {
    const growth = memoryWatch();
    for (let seed = 1; seed <= 100; seed += 1) {
      const stream = Buffer.concat(samples.map((sample) => framed(Buffer.from(sample()))));
      const answers = await answersTo(mutant(stream, seed));
      expect([seed, answers.filter((code) => !/^[AC][AER]$/.test(code))]).toEqual([seed, []]);
    }
    await isServed();
    expect(growth()).toBeLessThan(ALLOWED_GROWTH);
  });

  it.each<[string, () => string]>([
    ['200,000 segments', () => message('ADT^A08', 'PID|1||F1^^^HOSP', '\rNTE|1'.repeat(200_000))],
    [
      '50,000 orders',
      () => message('ORM^O01', 'PID|1||F1^^^HOSP', 'ORC|NW|P|F\rOBR|1|P|F|1^A\r'.repeat(50_000)),
    ],
    ['a field of 500,000 repetitions', () => message('ADT^A08', `PID|1||F1^^^HOSP${'~x'.repeat(500_000)}`)],
    ['a name of 300,000 components', () => message('ADT^A08', `PID|1||F1^^^HOSP||${'^x'.repeat(300_000)}`)],
    ['1,000,000 escape marks', () => message('ADT^A08', `PID|1||F1^^^HOSP||${'\\'.repeat(1_000_000)}`)],
    ['500,000 escapes', () => message('ADT^A08', `PID|1||F1^^^HOSP||${'\\T\\'.repeat(500_000)}`)],
    ['a segment of nothing but delimiters', () => message('ADT^A08', `PID|${'|'.repeat(1_000_000)}`)],
  ])('answers %s, and serves others', async (_, made) => {
    const growth = memoryWatch();
    const [code] = await answersTo(framed(Buffer.from(made())));
    expect(code).toMatch(/^A[AER]$/);
    await isServed();
    expect(growth()).toBeLessThan(ALLOWED_GROWTH);
  });

  it('serves others while 40 senders have begun a block and say no more', async () => {
    const begun = Array.from({ length: 40 }, () => {
      const socket = connect(port, '127.0.0.1').on('error', () => undefined);
      socket.write(Buffer.concat([Buffer.of(0x0b), Buffer.from(samples[2]!().slice(0, 100))]));
      return socket;
    });
    for (let turn = 0; turn < 3; turn += 1) await isServed();
    for (const socket of begun) socket.destroy();
  });

  it('serves others while one sends blocks without an end, and takes no more of it than allowed', async () => {
    const growth = memoryWatch();
    const socket = connect(port, '127.0.0.1').on('error', () => undefined);
    const ended = new Promise<void>((resolve) => socket.once('close', () => resolve()));
    socket.write(Buffer.of(0x0b));
    socket.resume();
    for (let sent = 0; sent < 64 && socket.writable; sent += 1) {
      socket.write(Buffer.alloc(MiB, 0x41));
      if (sent % 16 === 0) await isServed();
    }
    await ended;
    await isServed();
    expect(growth()).toBeLessThan(ALLOWED_GROWTH);
  });

  it('keeps every message that it answered, and no half of one', async () => {
    const [{ count }] = await app.app
      .get(Database)
      .manager()
      .query<[{ count: number }]>(`select count(*)::int from hl7_messages where control_id like 'F%'`);
    expect(count).toBeGreaterThan(150);
  });
});
