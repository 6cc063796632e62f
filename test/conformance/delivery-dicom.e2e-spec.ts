import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DicomObject } from '@wetread/dicom';
import { SaveApplicationEntity } from '@wetread/imaging-study';
import { describeWithPrograms } from '@wetread/testing';
import { DeliveringApp } from '../harness/delivering-app';
import { freePort, Orthanc } from '../harness/orthanc';
import { until } from '../harness/until';

const HOUR = 3600;
const by = { kind: 'system', id: 'test' } as const;
const delivered = (code: string) => ({ state: 'delivered', cause: null, attempts: [code] });

let app: DeliveringApp;
let destination: string;
beforeAll(async () => {
  app = await DeliveringApp.start();
}, 300_000);
afterAll(() => app.close());
afterEach(() => app.retire(destination));

const register = (aeTitle: string, port: number) =>
  app.module
    .get(SaveApplicationEntity, { strict: false })
    .execute({ aeTitle, addresses: [], host: '127.0.0.1', port, tls: null, rights: [] }, by);

describeWithPrograms(['Orthanc'], 'results as objects to Orthanc', () => {
  let orthanc: Orthanc;
  beforeAll(async () => {
    orthanc = await Orthanc.start({ aeTitle: 'ARCHIVE' });
  });
  afterAll(() => orthanc.stop());

  /** SOP Instance UIDs and classes of what Orthanc keeps. */
  const kept = async () => {
    const instances = await orthanc.call<{ MainDicomTags: { SOPInstanceUID: string } }[]>(
      'GET',
      '/instances?expand',
    );
    return instances.map(({ MainDicomTags }) => MainDicomTags.SOPInstanceUID);
  };

  it('by C-STORE, each once, under the UID that the ledger names', async () => {
    await register('ARCHIVE', orthanc.dicomPort);
    destination = await app.destination({ kind: 'dicom', aeTitle: 'ARCHIVE' }, ['sr', 'encapsulated-pdf']);
    await app.signedReport();
    await app.run(destination, HOUR);
    expect(await app.told(destination)).toEqual([delivered('dicom.0000'), delivered('dicom.0000')]);
    const uids = (await app.ledger(destination)).map(({ message }) => message?.messageId);
    expect(await kept()).toEqual(expect.arrayContaining(uids));
  });

  it('by STOW-RS, and a second time without a second object', async () => {
    const before = (await kept()).length;
    destination = await app.destination(
      {
        kind: 'stow',
        url: `${orthanc.url}/dicom-web`,
        authentication: { kind: 'none' },
        tls: null,
        allowPlain: false,
      },
      ['sr'],
    );
    await app.signedReport();
    await app.run(destination, HOUR);
    expect(await app.told(destination)).toEqual([delivered('http.200')]);
    const [row] = await app.ledger(destination);
    await app.resend(row?.id ?? '');
    await app.run(destination, HOUR);
    expect((await app.told(destination))[0]?.attempts).toEqual(['http.200', 'http.200']);
    expect(await kept()).toContain(row?.message?.messageId);
    expect(await kept()).toHaveLength(before + 1);
  });
});

describeWithPrograms(['storescp'], 'results as objects to storescp', () => {
  const folder = mkdtempSync(join(tmpdir(), 'wetread-storescp-'));
  let storescp: ChildProcess | null = null;
  afterEach(() => storescp?.kill('SIGKILL'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  const listening = async (port: number, ...options: string[]) => {
    storescp = spawn('storescp', ['-aet', 'STORESCP', '-od', folder, ...options, String(port)], {
      stdio: 'ignore',
    });
    await until('storescp listens', async () => (await app.tested(destination)).reachable);
  };

  it('wait for a peer that is down for an hour, and are written byte for byte as they were sealed', async () => {
    const port = await freePort();
    await register('STORESCP', port);
    destination = await app.destination({ kind: 'dicom', aeTitle: 'STORESCP' }, ['sr']);
    await app.signedReport();
    await app.run(destination, HOUR);
    const [waiting] = await app.told(destination);
    expect(waiting).toMatchObject({ state: 'retrying', cause: 'dimse.peer-unreachable' });
    await listening(port, '+B');
    await app.run(destination, HOUR);
    expect((await app.told(destination))[0]).toMatchObject({ state: 'delivered', cause: null });
    const [row] = await app.ledger(destination);
    const dataSet = (file: Buffer) => file.subarray(DicomObject.parse(file).dataSetStart);
    const written = readdirSync(folder).map((name) => dataSet(readFileSync(join(folder, name))));
    expect(written).toEqual([dataSet(await app.sealed(row))]);
  });

  it('are tried again when the peer aborts after it has stored, and delivered once', async () => {
    const port = await freePort();
    await register('STORESCP', port);
    destination = await app.destination({ kind: 'dicom', aeTitle: 'STORESCP' }, ['sr']);
    await listening(port, '--abort-after');
    await app.signedReport();
    await app.run(destination, 60);
    expect((await app.told(destination))[0]).toMatchObject({ state: 'retrying' });
    storescp?.kill('SIGKILL');
    await listening(port);
    await app.run(destination, HOUR);
    const [row] = await app.ledger(destination);
    expect(row).toMatchObject({ state: 'delivered' });
    expect(readdirSync(folder).filter((name) => name.includes(row?.message?.messageId ?? '-'))).toHaveLength(
      1,
    );
  });
});
