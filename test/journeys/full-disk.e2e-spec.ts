import { spawnSync } from 'node:child_process';
import {
  closeSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readdirSync,
  rmSync,
  statfsSync,
  writeSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { DicomObject, newUid } from '@wetread/dicom';
import { openAssociation, storageContexts } from '@wetread/dimse';
import { describeUnless, HttpReceiver } from '@wetread/testing';
import { ApiClient } from '../harness/api-client';
import { stow } from '../harness/stow';
import { uprightFilm } from '../harness/toy-films';
import { until } from '../harness/until';
import { wetread } from '../harness/wetread-command';
import { WetreadServer } from '../harness/wetread-server';

const MiB = 1024 * 1024;
const RESERVE = 64 * MiB;
const disk = mkdtempSync(join(tmpdir(), 'wetread-disk-'));
const mounted = process.platform === 'linux' && mountSmallDisk();
const lacking = mounted ? null : 'a small file system cannot be mounted; run as root on Linux';

function mountSmallDisk(): boolean {
  const { status } = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=400m,mode=700', 'tmpfs', disk]);
  return status === 0;
}

afterAll(() => {
  if (mounted) spawnSync('umount', ['-l', disk]);
  rmSync(disk, { recursive: true, force: true });
});

const filler = join(disk, 'something-else');
const free = (): number => {
  const { bavail, bsize } = statfsSync(disk);
  return bavail * bsize;
};
/** Something else takes all of the disk but so many bytes. */
function fill(leave: number): void {
  const file = openSync(filler, 'a');
  const zeros = Buffer.alloc(MiB);
  while (free() > leave) writeSync(file, zeros, 0, Math.min(zeros.length, free() - leave));
  closeSync(file);
}

describeUnless(lacking, 'a disk that fills up', () => {
  const dataDir = join(disk, 'data');
  let server: WetreadServer;
  let portal: HttpReceiver;
  const start = () =>
    WetreadServer.start({
      dataDir,
      empty: true,
      env: {
        WETREAD_STUDY_QUIET_SECONDS: '1',
        WETREAD_MIN_FREE_BYTES: String(RESERVE),
        WETREAD_MODEL_DIR: resolve(__dirname, '../fixtures/toy-model'),
      },
    });
  beforeAll(async () => {
    mkdirSync(join(dataDir, 'secrets'), { recursive: true });
    portal = await HttpReceiver.open();
    server = await start();
    const admin = await ApiClient.signIn(server, 'admin');
    const target = { kind: 'fhir', url: portal.url };
    const json = { name: 'portal', target, formats: ['fhir-bundle'] };
    await admin.json('/api/destinations', { method: 'POST', json });
  }, 300_000);
  afterAll(async () => {
    await server?.stop();
    await portal?.close();
  });

  const readiness = async (): Promise<[number, unknown]> => {
    const answer = await fetch(`${server.url}/readyz`);
    const { details } = (await answer.json()) as { details?: { disk?: { status: string } } };
    return [answer.status, details?.disk?.status];
  };
  const stowed = async (): Promise<[number, unknown]> => {
    const answer = await stow(server.url, [uprightFilm()]);
    const body = (await answer.json()) as Record<string, { Value?: Record<string, { Value?: unknown[] }>[] }>;
    const failed = body['00081198']?.Value ?? body['0008119A']?.Value ?? [];
    return [answer.status, failed[0]?.['00081197']?.Value?.[0] ?? null];
  };
  async function sent(): Promise<number> {
    const film = uprightFilm();
    const file = DicomObject.parse(film);
    const { sopClassUid, sopInstanceUid, transferSyntaxUid } = file.header;
    const peer = {
      host: '127.0.0.1',
      port: server.dimsePort,
      calledAeTitle: 'WETREAD',
      callingAeTitle: 'CT1',
    };
    const kind = { sopClassUid, transferSyntaxUid };
    const association = await openAssociation(peer, storageContexts([kind]));
    const dataSet = Buffer.from(film.subarray(file.dataSetStart));
    const { code } = await association.store({ ...kind, sopInstanceUid, dataSet });
    await association.release();
    return code;
  }
  /** Files of objects, half-written ones among them. */
  const objectFiles = (): number =>
    readdirSync(join(dataDir, 'blobs'), { recursive: true, withFileTypes: true }).filter((one) =>
      one.isFile(),
    ).length;
  const drafted = async (): Promise<string> => {
    const radiologist = await ApiClient.signIn(server, 'radiologist');
    return until('a draft', async () => {
      const { items } = await radiologist.worklist();
      return items.find((item) => item.state === 'drafted' && item.reportId)?.reportId;
    });
  };
  const signed = (radiologist: ApiClient, reportId: string): Promise<Response> => {
    const json = { revision: 1, acknowledgedCriticalFindings: true };
    return radiologist.fetch(`/api/reports/${reportId}/sign`, { method: 'POST', json });
  };

  it('refuses objects before the database has to, and reading, signing and delivering go on', async () => {
    expect([await stowed(), await sent()]).toEqual([[expect.any(Number), null], 0]);
    const reportId = await drafted();
    const before = objectFiles();
    fill(RESERVE / 2);
    await until('it is noticed', async () => (await readiness())[0] === 503);
    expect(await readiness()).toEqual([503, 'down']);
    expect(await stowed()).toEqual([503, 0xa700]);
    expect(await sent()).toBe(0xa700);
    expect(objectFiles()).toBe(before);
    const radiologist = await ApiClient.signIn(server, 'radiologist');
    expect((await signed(radiologist, reportId)).status).toBe(200);
    await until('the result has left', async () => portal.got.length > 0);
    rmSync(filler);
    await until('there is room again', async () => (await readiness())[0] === 200);
    expect([(await stowed())[1], await sent()]).toEqual([null, 0]);
  });

  it('without a single free byte changes nothing by halves, and everything goes on when there is room', async () => {
    const reportId = await drafted();
    const radiologist = await ApiClient.signIn(server, 'radiologist');
    fill(0);
    expect(await stowed()).toEqual([503, 0xa700]);
    expect(await sent()).toBe(0xa700);
    // What needs new room says so; what still fits into what the database has is done.
    const answers: number[] = [];
    for (let turn = 0; turn < 40; turn += 1) {
      const json = { username: `nobody ${newUid()}`, password: 'x' };
      const answer = await fetch(`${server.url}/api/session`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(json),
      });
      answers.push(answer.status);
    }
    expect(answers.filter((status) => ![401, 429, 503].includes(status))).toEqual([]);
    const signing = await signed(radiologist, reportId).catch(() => null);
    rmSync(filler);
    await until('there is room again', async () => (await readiness())[0] === 200);
    if (signing?.status !== 200) expect((await signed(radiologist, reportId)).status).toBe(200);
    expect([(await stowed())[1], await sent()]).toEqual([null, 0]);
  });

  it('leaves a whole database and an unbroken audit trail behind', async () => {
    await server.stop();
    const { code } = await wetread(['audit', 'verify'], { WETREAD_DATA_DIR: dataDir });
    expect(code).toBe(0);
    server = await start();
    expect((await readiness())[0]).toBe(200);
  });
});
