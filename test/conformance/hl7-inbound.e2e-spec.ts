import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { promisify } from 'node:util';
import { Hl7Message, mllpSend } from '@wetread/hl7';
import { Hl7Listener, Hl7Module, Orders } from '@wetread/orders';
import { describeWithPrograms, describeWithPython, peersPython, TestAuthority } from '@wetread/testing';
import { type ReceivingApp, startReceivingApp, STARTING_MS } from './stow-app';

const SENDER = join(__dirname, 'peers/mllp_sender.py');

let controlIds = 0;
const message = (type: string, ...segments: string[]): string[] => [
  `MSH|^~\\&|RIS|HOSP|WETREAD|RAD|20261128010203||${type}|C${++controlIds}|P|2.5.1||||||UNICODE UTF-8`,
  ...segments,
];
const adt = (patientId: string) =>
  message('ADT^A08^ADT_A01', `PID|1||${patientId}^^^HOSP^MR||Łoś^Jürgen||19700102|M`);
const orm = (accession: string) =>
  message(
    'ORM^O01',
    'PID|1||77^^^HOSP^MR||DOE^JANE',
    `ORC|NW|PL${accession}|FI${accession}`,
    `OBR|1|||71020^CHEST^C4||||||||||||||${accession}`,
  );
const parsed = (segments: readonly string[]) => Hl7Message.parse(Buffer.from(segments.join('\r')));

interface Told {
  code: string;
  controlId: string;
  errors: [string, string][];
  receiver: string;
}

/** The Python peer runs beside this process, which has to answer it. */
async function pythonSends(
  port: number,
  messages: readonly string[][],
  tls: readonly string[] = [],
): Promise<Told[]> {
  const peer = spawn(peersPython(), [SENDER, String(port), ...tls], { stdio: ['pipe', 'pipe', 'pipe'] });
  peer.stdin.on('error', () => undefined);
  peer.stdin.end(messages.map((segments) => `${segments.join('\t')}\n`).join(''));
  const [output, complaint] = await Promise.all([text(peer.stdout), text(peer.stderr)]);
  if (output === '' && complaint) throw new Error(complaint);
  return output
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Told);
}

describe('HL7 from other systems', () => {
  let app: ReceivingApp;
  let port: number;
  beforeAll(async () => {
    const settings = { WETREAD_HL7_PORT: '0', WETREAD_HL7_MAX_MESSAGE_BYTES: String(12 * 1024 * 1024) };
    app = await startReceivingApp(settings, [Hl7Module]);
    port = app.app.get(Hl7Listener).port ?? 0;
  }, STARTING_MS);
  afterAll(() => app?.close());

  /** A second sender, who must be served whatever the first one does. */
  const isServed = async () =>
    (await mllpSend({ host: '127.0.0.1', port }, parsed(adt('9')), { timeoutMs: 10_000 })).code === 'AA';

  describeWithPrograms(['mllp_send'], 'by Debian’s mllp_send', () => {
    let directory: string;
    beforeAll(() => {
      directory = mkdtempSync(join(tmpdir(), 'wetread-hl7-'));
    });
    afterAll(() => rmSync(directory, { recursive: true, force: true }));

    it('a file of messages is taken, each acknowledged by its control id', async () => {
      const messages = [
        adt('77'),
        orm('A1'),
        message('ORU^R01', 'PID|1||77^^^HOSP', 'OBR|1|P|F|1^A', 'OBX|1|TX|||all well'),
      ];
      const file = join(directory, 'feed.hl7');
      writeFileSync(file, messages.map((one) => one.join('\r\n')).join('\r\n'));
      const { stdout } = await promisify(execFile)('mllp_send', [
        '--loose',
        '-p',
        String(port),
        '-f',
        file,
        '127.0.0.1',
      ]);
      const acknowledged = [...stdout.matchAll(/MSA\|(\w+)\|(\w+)/g)].map(([, code, id]) => `${code} ${id}`);
      expect(acknowledged).toEqual(messages.map((one) => `AA ${parsed(one).controlId}`));
      expect(await app.app.get(Orders, { strict: false }).byAccession('A1')).toMatchObject([
        { procedure: { text: 'CHEST' }, patient: { patientId: '77', issuer: 'HOSP' } },
      ]);
    });
  });

  describeWithPython(['hl7'], 'by python-hl7', () => {
    it('messages are taken, and refusals read with their code and place', async () => {
      const merge = message('ADT^A40', 'PID|1||78^^^HOSP', 'MRG|79^^^HOSP');
      const wrong = message('ORM^O01', 'PID|1||77^^^HOSP', 'ORC|??|1', 'OBR|1');
      const foreign = message('MDM^T02', 'PID|1||77^^^HOSP');
      const messages = [adt('78'), merge, merge, wrong, foreign];
      const told = await pythonSends(port, messages);
      expect(told.map(({ code }) => code)).toEqual(['AA', 'AA', 'AA', 'AE', 'AR']);
      expect(told.map(({ controlId }) => controlId)).toEqual(messages.map((one) => parsed(one).controlId));
      expect(told.map(({ errors }) => errors)).toEqual([
        [],
        [],
        [],
        [['103', 'ORC^1^1^1']],
        [['200', 'MSH^1^9^1^1']],
      ]);
      expect(told[0]?.receiver).toBe('RIS');
    });

    it('only over TLS and with a certificate that we trust, where that is configured', async () => {
      const authority = new TestAuthority();
      const secrets = mkdtempSync(join(tmpdir(), 'wetread-hl7-secrets-'));
      const [ours, theirs] = [authority.issue('wetread'), authority.issue('ris')];
      for (const [name, pem] of Object.entries({
        'hl7.key': ours.key,
        'hl7.pem': ours.cert,
        'ca.pem': authority.ca.cert,
      })) {
        writeFileSync(join(secrets, name), pem);
      }
      const secure = await startReceivingApp(
        {
          WETREAD_HL7_PORT: '0',
          WETREAD_SECRETS_DIR: secrets,
          WETREAD_HL7_TLS_KEY: 'hl7.key',
          WETREAD_HL7_TLS_CERT: 'hl7.pem',
          WETREAD_HL7_TLS_CA: 'ca.pem',
        },
        [Hl7Module],
      );
      try {
        const to = secure.app.get(Hl7Listener).port ?? 0;
        const ca = authority.ca.certFile;
        const [told] = await pythonSends(to, [adt('1')], [theirs.keyFile, theirs.certFile, ca]);
        expect(told).toMatchObject({ code: 'AA' });
        await expect(pythonSends(to, [adt('2')], ['', '', ca])).rejects.toThrow(
          /certificate required|closed|reset/i,
        );
        await expect(pythonSends(to, [adt('3')])).rejects.toThrow();
        const tls = { ca: authority.ca.cert, cert: theirs.cert, key: theirs.key };
        const sent = mllpSend({ host: '127.0.0.1', port: to, tls }, parsed(adt('4')), { timeoutMs: 10_000 });
        expect((await sent).code).toBe('AA');
      } finally {
        await secure.close();
        authority.remove();
        rmSync(secrets, { recursive: true, force: true });
      }
    });
  });

  describe('that are broken', () => {
    const frame = (content: string) => `\x0b${content}\x1c\r`;
    /** Writes bytes, ends its half of the connection and reads what comes back. */
    const answerTo = async (bytes: string | Buffer) => {
      const socket = connect({ port, host: '127.0.0.1', allowHalfOpen: true });
      socket.on('error', () => undefined);
      socket.end(bytes);
      const answer = await text(socket);
      return Hl7Message.parse(Buffer.from(answer.slice(1, -2)));
    };
    const facts = (answer: Hl7Message) =>
      ['MSA-1', 'MSA-2', 'ERR-3.1', 'ERR-2'].map((path) => answer.field(path));

    it.each([
      [
        'without MSH-10',
        frame('MSH|^~\\&|RIS|HOSP|||1||ADT^A08||P|2.5.1\rPID|1||1'),
        ['AE', '', '101', 'MSH^1^10^1'],
      ],
      [
        'of another version',
        frame('MSH|^~\\&|RIS|HOSP|||1||ADT^A08|V3|P|3.0'),
        ['AR', 'V3', '203', 'MSH^1^12^1'],
      ],
      ['that are no HL7', frame('{"resourceType": "Patient"}'), ['AR', '', '100', '']],
      ['in a wrong start block', '\x02MSH|^~\\&|RIS|HOSP\x1c\r', ['AR', '', '100', '']],
      ['cut off and begun anew', '\x0bMSH|^~\\&|RIS\x0bMSH|^~\\&|RIS', ['AR', '', '100', '']],
      [
        'cut off before their patient',
        frame('MSH|^~\\&|RIS|HOSP|||1||ADT^A08|T1|P|2.5.1\rEVN|'),
        ['AE', 'T1', '100', 'PID^1'],
      ],
      ['larger than allowed', `\x0bMSH|^~\\&|${'x'.repeat(13 * 1024 * 1024)}`, ['AR', '', '100', '']],
    ])('%s are told what is wrong, and others are served', async (_, bytes, expected) => {
      expect(facts(await answerTo(bytes))).toEqual(expected);
      expect(await isServed()).toBe(true);
    });

    it('with a field of 10 MB are read', async () => {
      const [header, ...rest] = adt('10');
      const answer = await answerTo(
        frame([header, ...rest, `NTE|1||${'x'.repeat(10 * 1024 * 1024)}`].join('\r')),
      );
      expect(facts(answer).slice(0, 1)).toEqual(['AA']);
    });

    it('or end in the middle leave no trace and no answer', async () => {
      const socket = connect({ port, host: '127.0.0.1', allowHalfOpen: true });
      socket.end(`\x0b${adt('11').join('\r')}`);
      expect(await text(socket)).toBe('');
      expect(await isServed()).toBe(true);
    });

    it('or drip byte by byte keep nobody waiting, and are read in the end', async () => {
      const socket = connect({ port, host: '127.0.0.1' }).setNoDelay(true);
      const bytes = Buffer.from(frame(adt('12').join('\r')));
      for (const [index, byte] of bytes.entries()) {
        socket.write(Buffer.of(byte));
        if (index % 16 === 0) await new Promise(setImmediate);
        if (index === Math.floor(bytes.length / 2)) expect(await isServed()).toBe(true);
      }
      const [answer] = (await once(socket, 'data')) as [Buffer];
      expect(answer.toString()).toContain('MSA|AA|');
      socket.destroy();
    });
  });
});
