import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { resolve } from 'node:path';
import { DicomObject } from '@wetread/dicom';
import { openAssociation, storageContexts } from '@wetread/dimse';
import { mulberry32 } from '@wetread/kernel';
import { ApiClient } from '../harness/api-client';
import { importSet, type ImportFile } from '../harness/import-set';
import { stow } from '../harness/stow';
import { until } from '../harness/until';
import { WetreadServer } from '../harness/wetread-server';
import type { StudyDetail } from '@wetread/contracts';

const KILLS = 10;
const STUDIES = 40;
const INSTANCES_PER_STUDY = 5;
const PER_ROUND = (STUDIES * INSTANCES_PER_STUDY) / (KILLS + 1);

// Printed: a failing sequence of kills can be run again.
const seed = Number(process.env['WETREAD_TEST_SEED'] ?? 20261123);

describe(`an import of ${STUDIES * INSTANCES_PER_STUDY} instances, killed ${KILLS} times (seed ${seed})`, () => {
  const next = mulberry32(seed);
  const acknowledged = new Set<string>();
  let dataDir: string;
  let server: WetreadServer;
  let waiting: ImportFile[];

  const start = () =>
    WetreadServer.start({ dataDir, empty: true, env: { WETREAD_STUDY_QUIET_SECONDS: '1' } });

  const done = (file: ImportFile): void => {
    acknowledged.add(file.sopInstanceUid);
    waiting = waiting.filter((other) => other !== file);
  };

  async function send(file: ImportFile): Promise<void> {
    const answer = await stow(server.url, [file.bytes]).catch(() => undefined);
    if (answer?.ok) done(file);
  }

  /** By C-STORE over one association, for as long as it lives. */
  async function sendOverAssociation(files: readonly ImportFile[]): Promise<void> {
    const peer = {
      host: '127.0.0.1',
      port: server.dimsePort,
      calledAeTitle: 'WETREAD',
      callingAeTitle: 'KILLED',
    };
    const objects = files.map((file) => ({ file, object: DicomObject.parse(file.bytes) }));
    try {
      const contexts = storageContexts(objects.map(({ object }) => object.header));
      const association = await openAssociation(peer, contexts);
      for (const { file, object } of objects) {
        const { sopClassUid, sopInstanceUid, transferSyntaxUid } = object.header;
        const dataSet = Buffer.from(file.bytes.subarray(object.dataSetStart));
        const status = await association.store({ sopClassUid, sopInstanceUid, transferSyntaxUid, dataSet });
        if (status.code === 0) done(file);
      }
      await association.release();
    } catch {
      // The server was killed: what was not acknowledged is sent again later.
    }
  }

  beforeAll(async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'wetread-kill-'));
    waiting = importSet({ studies: STUDIES, instancesPerStudy: INSTANCES_PER_STUDY, seed });
    for (let round = 0; round < KILLS; round++) {
      server = await start();
      const batch = waiting.slice(0, PER_ROUND);
      // Both doors at once, so that some kills fall into a transaction that they share.
      const half = Math.ceil(batch.length / 2);
      const sending = Promise.all([
        (async () => {
          for (const file of batch.slice(0, half)) await send(file);
        })(),
        sendOverAssociation(batch.slice(half)),
      ]);
      await new Promise((done) => setTimeout(done, 50 + next() * 2000));
      await server.kill();
      await sending;
    }
    server = await start();
    while (waiting.length > 0) await send(waiting[0]!);
  }, 600_000);

  afterAll(async () => {
    await server?.stop();
    await rm(dataDir, { recursive: true, force: true });
  });

  it('keeps every acknowledged instance, once', async () => {
    const client = await ApiClient.signIn(server, 'radiologist');
    const { items } = await client.worklist();
    const stored: string[] = [];
    for (const { studyInstanceUid } of items) {
      const study = await client.json<StudyDetail>(`/api/studies/${studyInstanceUid}`);
      stored.push(
        ...study.series.flatMap(({ instances }) => instances.map(({ sopInstanceUid }) => sopInstanceUid)),
      );
    }
    expect(stored).toHaveLength(STUDIES * INSTANCES_PER_STUDY);
    expect(new Set(stored)).toEqual(acknowledged);
  });

  it('drafts every study', async () => {
    const client = await ApiClient.signIn(server, 'radiologist');
    const drafted = await until(
      'all drafts',
      async () => {
        const { items } = await client.worklist();
        return items.length === STUDIES && items.every(({ reportId }) => reportId) && items;
      },
      180,
    );
    for (const { reportId } of drafted) {
      const report = await client.report(reportId!);
      expect(report.status).toBe('preliminary');
      expect(report.sentences.length).toBeGreaterThan(0);
    }
  }, 240_000);

  it('leaves an audit chain that verifies', async () => {
    const bin = resolve(__dirname, '../../bin/wetread.mjs');
    const { stdout } = await promisify(execFile)(process.execPath, [bin, 'audit', 'verify', '--json'], {
      env: { ...process.env, NODE_OPTIONS: '', WETREAD_DATA_DIR: dataDir },
    });
    const verdict = JSON.parse(stdout) as { intact: boolean; entries: number };
    expect(verdict.intact).toBe(true);
    expect(verdict.entries).toBeGreaterThanOrEqual(STUDIES * INSTANCES_PER_STUDY + STUDIES);
  });
});
