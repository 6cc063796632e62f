import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describeWithData, isInstalled } from '@wetread/testing';
import { ApiClient } from '../harness/api-client';
import { runProgram } from '../harness/run-program';
import { stow } from '../harness/stow';
import { until } from '../harness/until';
import { WetreadServer } from '../harness/wetread-server';

// DCMTK's storescu proposes JPEG 2000 only when told to: -xw lossy, -xv lossless.
const films = [
  { file: 'pydicom+pydicom-data/RG1_J2KI.dcm', transfer: '-xw', patientId: '9RG1' },
  { file: 'pydicom+pylibjpeg-data/966_fixed.dcm', transfer: '-xv', patientId: '2010101610-1' },
];
const hasStorescu = isInstalled('storescu');

describeWithData('real films at the doors of a server', (dataDir) => {
  let folder: string;
  let server: WetreadServer;
  let radiologist: ApiClient;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'wetread-real-'));
    server = await WetreadServer.start({
      dataDir: folder,
      empty: true,
      env: { WETREAD_STUDY_QUIET_SECONDS: '1' },
    });
    radiologist = await ApiClient.signIn(server, 'radiologist');
    if (!hasStorescu) console.log('DCMTK is not installed: the films come by STOW-RS instead of C-STORE');
  });

  afterAll(async () => {
    await server?.stop();
    await rm(folder, { recursive: true, force: true });
  });

  async function send({ file, transfer }: (typeof films)[number]): Promise<void> {
    const path = join(dataDir, 'dicom', file);
    if (hasStorescu) {
      const peer = ['-aec', 'WETREAD', '127.0.0.1', `${server.dimsePort}`];
      expect(await runProgram('storescu', transfer, ...peer, path)).toMatchObject({ code: 0 });
    } else {
      expect((await stow(server.url, [await readFile(path)])).ok).toBe(true);
    }
  }

  it.each(films)('drafts $file', async (film) => {
    await send(film);
    const item = await until('the draft', async () => {
      const { items } = await radiologist.worklist();
      return items.find(({ patientId, reportId }) => patientId === film.patientId && reportId);
    });
    const report = await radiologist.report(item.reportId!);
    expect(report).toMatchObject({ status: 'preliminary', marks: [] });
    expect(report.findings).toHaveLength(14);
    expect(report.sentences.every(({ evidence }) => evidence !== null)).toBe(true);
  });

  it('stores or refuses every other file, drafts none that is no chest film, and still answers', async () => {
    const names = await filesBelow(join(dataDir, 'dicom'));
    for (const name of names) {
      const answer = await stow(server.url, [await readFile(name)]);
      // PS3.18 table 10.5.3-1: stored; with a warning; refused as a conflict, or because the object itself is at fault.
      expect([name, [200, 202, 400, 409].includes(answer.status)]).toEqual([name, true]);
    }
    const settled = await until(
      'every study to be read',
      async () => {
        const { items } = await radiologist.worklist();
        const done = items.every(({ state }) => ['drafted', 'refused'].includes(state));
        return done && items;
      },
      150,
    );
    const drafted = settled.filter(({ reportId }) => reportId !== null);
    expect(
      drafted.every(({ modalities }) => modalities.some((modality) => ['CR', 'DX'].includes(modality))),
    ).toBe(true);
    for (const { state, refusal } of settled) {
      if (state === 'refused')
        expect(refusal).toMatchObject({ code: expect.any(String), reason: expect.any(String) });
    }
  });
});

async function filesBelow(folder: string): Promise<string[]> {
  const names = await readdir(folder, { recursive: true });
  const paths = names.map((name) => join(folder, name)).filter((path) => !path.endsWith('.tsv'));
  const files = await Promise.all(paths.map(async (path) => ((await stat(path)).isFile() ? path : null)));
  return files.filter((path) => path !== null).sort();
}
