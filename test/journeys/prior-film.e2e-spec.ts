import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Report } from '@wetread/contracts';
import { DicomObject } from '@wetread/dicom';
import { type PhantomStudy, writePhantomStudy } from '@wetread/phantom';
import { ApiClient } from '../harness/api-client';
import { stow } from '../harness/stow';
import { until } from '../harness/until';
import { wetread } from '../harness/wetread-command';
import { WetreadServer } from '../harness/wetread-server';

/** One patient with one anatomy; in autumn there is an effusion. */
const study = (
  date: string,
  findings: Parameters<typeof writePhantomStudy>[0]['films'][number]['findings'],
) =>
  writePhantomStudy({
    patient: { id: 'PHANTOM-PRIOR', name: 'PHANTOM^Prior', birthDate: '19610401', sex: 'F' },
    study: { date, time: '101500', description: 'Chest PA (phantom)', accessionNumber: `PRIOR-${date}` },
    films: [{ seed: 4103, findings: findings ?? [] }],
    size: 512,
  });
const spring = study('20260302', []);
const autumn = study('20261120', [{ code: 'Effusion', side: 'right', size: 'large' }]);
const priorFilm = {
  studyInstanceUid: spring.studyInstanceUid,
  sopInstanceUid: spring.instances[0]!.sopInstanceUid,
  acquiredOn: '2026-03-02',
};

describe('two films of one patient, months apart', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'wetread-prior-'));
    await mkdir(join(folder, 'films'));
    await writeFile(join(folder, 'films/a-autumn.dcm'), autumn.instances[0]!.bytes);
    await writeFile(join(folder, 'films/b-spring.dcm'), spring.instances[0]!.bytes);
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  it('are compared by the server, the later with the earlier, and every form of the report says so', async () => {
    const dataDir = join(folder, 'data');
    const env = { WETREAD_STUDY_QUIET_SECONDS: '1' };
    const server = await WetreadServer.start({ dataDir, empty: true, env });
    try {
      const radiologist = await ApiClient.signIn(server, 'radiologist');
      const draftOf = async ({ studyInstanceUid, instances }: PhantomStudy): Promise<Report> => {
        expect((await stow(server.url, [instances[0]!.bytes])).ok).toBe(true);
        const item = await until('the draft', async () => {
          const { items } = await radiologist.worklist();
          return items.find((one) => one.studyInstanceUid === studyInstanceUid && one.reportId);
        });
        return radiologist.report(item.reportId!);
      };
      const first = await draftOf(spring);
      expect(first.prior).toBeNull();
      expect(first.findings.every(({ change }) => change === 'none')).toBe(true);

      const second = await draftOf(autumn);
      expect(second.prior).toEqual(priorFilm);
      expect(second.findings.find(({ code }) => code === 'Effusion')).toMatchObject({
        present: true,
        change: 'new',
      });
      const exported = async (format: string): Promise<Buffer> => {
        const answer = await radiologist.fetch(`/api/reports/${second.id}/export?format=${format}`);
        return Buffer.from(await answer.arrayBuffer());
      };
      expect((await exported('text')).toString()).toMatch(/Comparison: +film of 2026-03-02/);
      const words = 'Compared with the film of 2026-03-02.';
      expect(
        (JSON.parse((await exported('fhir')).toString()) as { conclusion: string }).conclusion,
      ).toContain(words);
      expect(JSON.stringify(DicomObject.parse(await exported('sr')).toDicomJson())).toContain(words);
    } finally {
      await server.stop();
    }
  }, 240_000);

  it('are compared on the command line in whatever order they are given, unless that is unwanted', async () => {
    type Record = Pick<Report, 'prior' | 'findings'> & { source: string[] };
    const drafted = async (...flags: string[]): Promise<Record[]> => {
      const { code, stdout } = await wetread([
        'draft',
        join(folder, 'films'),
        '--demo',
        '--format',
        'json',
        ...flags,
      ]);
      expect(code).toBe(0);
      return JSON.parse(stdout) as Record[];
    };
    const [later, earlier] = await drafted();
    expect(later).toMatchObject({ prior: priorFilm });
    expect(later!.findings.find(({ code }) => code === 'Effusion')).toMatchObject({ change: 'new' });
    expect(earlier!.prior).toBeNull();
    for (const { prior } of await drafted('--no-prior')) expect(prior).toBeNull();
  }, 240_000);
});
