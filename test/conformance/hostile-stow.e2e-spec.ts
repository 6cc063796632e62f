import { spawnSync } from 'node:child_process';
import { readdir } from 'node:fs/promises';
import { connect, type Socket } from 'node:net';
import { join } from 'node:path';
import { deflateRawSync, gzipSync } from 'node:zlib';
import { TransferSyntax } from '@wetread/dicom';
import { contentHash } from '@wetread/kernel';
import { AppConfig, BlobStore } from '@wetread/platform';
import { describeWithPrograms } from '@wetread/testing';
import { stow } from '../harness/stow';
import { until } from '../harness/until';
import {
  bomb,
  climbingDirectory,
  dataSet,
  element,
  emptyLastFragment,
  made,
  MiB,
  nested,
  uids,
  wrapped,
} from './hostile-objects';
import { type ReceivingApp, STARTING_MS, startReceivingApp } from './stow-app';

describe('hostile objects sent by STOW-RS', () => {
  let receiving: ReceivingApp;
  beforeAll(async () => {
    receiving = await startReceivingApp({ WETREAD_MAX_INSTANCE_BYTES: String(64 * MiB) });
  }, STARTING_MS);
  afterAll(() => receiving?.close());

  const send = (...files: Uint8Array[]) => stow(receiving.url, files);
  const post = (body: Uint8Array, headers: Record<string, string>) =>
    fetch(`${receiving.url}/dicom-web/studies`, { method: 'POST', body: body as Buffer, headers });

  async function refusal(answer: Response): Promise<number> {
    type Item = Record<string, { Value?: unknown[] }>;
    const body = (await answer.json()) as Item;
    const items = [body['00081198'], body['0008119A']].flatMap((one) => (one?.Value ?? []) as Item[]);
    return Number(items[0]?.['00081197']?.Value?.[0]);
  }

  it.each<[string, () => Uint8Array, number, number]>([
    ['a deflate bomb behind the preamble of a program', () => bomb('MZ'), 400, 0xc001],
    ['a deflate bomb', () => bomb('\0\0'), 409, 0xa702],
    [
      'an ELF program',
      () => Buffer.concat([Buffer.from('\x7fELF', 'latin1'), made().subarray(4)]),
      400,
      0xc001,
    ],
    ['a script', () => Buffer.concat([Buffer.from('#!'), made().subarray(2)]), 400, 0xc001],
    ['a path for a study UID', () => made({ StudyInstanceUID: '../../../etc/passwd' }), 409, 0xa900],
    ['a DICOMDIR that points out of its medium', climbingDirectory, 409, 0xa900],
    ['an image without rows', () => made({ Rows: 0 }), 409, 0xa902],
    ['sequences nested 10,000 deep', () => nested(10_000), 409, 0xa701],
    [
      'big endian bytes under a little endian syntax',
      () => wrapped(Buffer.from('0008001655490000', 'hex'), TransferSyntax.ExplicitVrLittleEndian),
      400,
      0xc012,
    ],
    [
      'implicit bytes under an explicit syntax',
      () => wrapped(Buffer.from('0800160004000000312e3200', 'hex'), TransferSyntax.ExplicitVrLittleEndian),
      400,
      0xc012,
    ],
    [
      'an element of 4 GiB',
      () =>
        wrapped(
          Buffer.concat([dataSet(), element('00091001', 'OB', new Uint8Array(8), 0xfffffffe)]),
          TransferSyntax.ExplicitVrLittleEndian,
        ),
      400,
      0xc010,
    ],
    ['an object of more than the allowed size', () => Buffer.alloc(65 * MiB), 413, 0xa700],
  ])('refuses %s', async (_, object, status, reason) => {
    const answer = await send(object());
    expect([answer.status, await refusal(answer)]).toEqual([status, reason]);
    expect((await send(made())).ok).toBe(true);
  });

  it.each([
    ['gzip', gzipSync(Buffer.alloc(50 * MiB))],
    ['deflate', deflateRawSync(Buffer.alloc(50 * MiB))],
    ['br', Buffer.from('any')],
  ])('never unpacks a body in Content-Encoding %s', async (encoding, body) => {
    const headers = { 'content-type': 'application/dicom', 'content-encoding': encoding };
    const answer = await post(body, headers);
    expect(answer.status).toBe(415);
    expect(await answer.json()).toMatchObject({ code: 'stow.unsupported-media-type' });
  });

  it('stores what only looks odd: an empty last fragment, a path for a Patient ID', async () => {
    expect((await send(emptyLastFragment())).ok).toBe(true);
    expect((await send(made({ PatientID: '../../etc/passwd' }))).ok).toBe(true);
  });

  it('stores a picture whose dimensions multiply to more than memory, and does not draw it', async () => {
    const values = uids();
    const file = made({ ...values, Rows: 65535, Columns: 65535 });
    expect((await send(file)).ok).toBe(true);
    const path = `studies/${values.StudyInstanceUID}/series/${values.SeriesInstanceUID}/instances/${values.SOPInstanceUID}`;
    const drawn = await fetch(`${receiving.url}/dicom-web/${path}/rendered`, {
      headers: { accept: 'image/png' },
    });
    expect(drawn.status).toBeGreaterThanOrEqual(400);
    expect(drawn.status).toBeLessThan(500);
  });

  it('keeps the first of two objects with one UID, whatever the order of their syncs', async () => {
    const values = uids();
    const [first, second] = [made(values), made({ ...values, PatientName: 'OTHER' })];
    const answer = await send(first, second, first);
    expect([answer.status, await refusal(answer)]).toEqual([202, 0x0111]);
  });

  it('serves a second client between the bytes of a slow one', async () => {
    const { hostname, port } = new URL(receiving.url);
    const slow = connect(Number(port), hostname);
    const file = made();
    const head = `POST /dicom-web/studies HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/dicom\r\nContent-Length: ${file.length}\r\n\r\n`;
    const answered = firstLine(slow);
    slow.write(head);
    for (let at = 0; at < file.length - 1; at += 256) {
      slow.write(file.subarray(at, Math.min(at + 256, file.length - 1)));
      if (at % 1024 === 0) expect((await send(made())).ok).toBe(true);
    }
    slow.write(file.subarray(file.length - 1));
    expect(await answered).toMatch(/ 20[02] /);
    slow.destroy();
  });

  it('keeps nothing of a sender that hangs up in the middle', async () => {
    const { hostname, port } = new URL(receiving.url);
    const file = made({ PixelData: new Uint8Array(5 * MiB), Rows: 1024, Columns: 5120 });
    const socket = connect(Number(port), hostname);
    socket.write(
      `POST /dicom-web/studies HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/dicom\r\nContent-Length: ${file.length}\r\n\r\n`,
    );
    await new Promise<void>((resolve) => socket.write(file.subarray(0, 4 * MiB), () => resolve()));
    socket.destroy();
    const incoming = join(receiving.app.get(AppConfig).dataDir, 'blobs', 'incoming');
    await until('the draft to be gone', async () => (await readdir(incoming)).length === 0);
    expect(await receiving.app.get(BlobStore).has(contentHash(file))).toBe(false);
    expect((await send(file)).ok).toBe(true);
  });

  describeWithPrograms(['zzuf'], 'as mutants of a real one', () => {
    it('answers none of 60 with 5xx, and a whole object after them', async () => {
      const file = made({ PixelData: new Uint8Array(4096), Rows: 64, Columns: 64 });
      const statuses: number[] = [];
      for (let seed = 1; seed <= 60; seed += 1) {
        const { stdout } = spawnSync('zzuf', ['-s', String(seed), '-b', '132-', '-r', '0.002'], {
          input: file,
        });
        statuses.push((await send(stdout)).status);
      }
      expect(statuses.filter((status) => status >= 500)).toEqual([]);
      expect(new Set(statuses).size).toBeGreaterThan(1);
      expect((await send(made())).ok).toBe(true);
    });
  });
});

const firstLine = (socket: Socket): Promise<string> =>
  new Promise((resolve, reject) => {
    socket.once('data', (data: Buffer) => resolve(data.toString('latin1').split('\r\n')[0] ?? ''));
    socket.once('error', reject);
  });
