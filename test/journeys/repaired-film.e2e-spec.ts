import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { DicomObject } from '@wetread/dicom';
import { ApiClient } from '../harness/api-client';
import { stow } from '../harness/stow';
import { negativeTurnedFilm } from '../harness/toy-films';
import { until } from '../harness/until';
import { wetread } from '../harness/wetread-command';
import { WetreadServer } from '../harness/wetread-server';

const env = {
  WETREAD_MODEL_DIR: resolve(__dirname, '../fixtures/toy-model'),
  WETREAD_STUDY_QUIET_SECONDS: '1',
};
const notes = [
  'The picture was stored as a negative; bright and dark were exchanged before it was read.',
  'The picture was stored turned by 90 degrees clockwise; it was turned upright before it was read.',
];
/** Where the toy model's effusion lies in the stored pixels. */
const box = [0.625, 0.125, 0.25, 0.25];

describe('a film that was stored as a negative and turned', () => {
  let folder: string;
  const film = negativeTurnedFilm();
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'wetread-repaired-'));
    await writeFile(join(folder, 'film.dcm'), film);
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  it('is drafted on the command line, and the draft says what was undone', async () => {
    const settings = { ...env, WETREAD_DATA_DIR: join(folder, 'cli') };
    const text = await wetread(['draft', join(folder, 'film.dcm')], settings);
    expect(text.code).toBe(0);
    for (const note of notes) expect(text.stdout.replaceAll(/\s+/g, ' ')).toContain(`Note: ${note}`);
    const json = await wetread(['draft', join(folder, 'film.dcm'), '--format', 'json'], settings);
    expect(JSON.parse(json.stdout)).toMatchObject({ status: 'drafted', repairs: ['inverted', 'rotated-90'] });
  });

  it('is drafted by the server: regions in stored pixels, and the note in every form of the report', async () => {
    const server = await WetreadServer.start({ dataDir: join(folder, 'server'), empty: true, env });
    try {
      expect((await stow(server.url, [film])).ok).toBe(true);
      const radiologist = await ApiClient.signIn(server, 'radiologist');
      const { reportId } = await until('the draft', async () => {
        const { items } = await radiologist.worklist();
        return items.find((item) => item.reportId);
      });
      const report = await radiologist.report(reportId!);
      expect(report.notes.map(({ message }) => message)).toEqual(notes);
      const effusion = report.sentences.find(({ finding }) => finding === 'Effusion')!;
      expect(effusion.location?.side).toBe('right');
      for (const [at, value] of box.entries()) expect(effusion.evidence!.box[at]).toBeCloseTo(value, 6);

      const exported = async (format: string): Promise<Buffer> => {
        const answer = await radiologist.fetch(`/api/reports/${reportId}/export?format=${format}`);
        expect(answer.status).toBe(200);
        return Buffer.from(await answer.arrayBuffer());
      };
      const [text, fhir, sr] = await Promise.all(['text', 'fhir', 'sr'].map(exported));
      const written = [
        text!.toString(),
        (JSON.parse(fhir!.toString()) as { conclusion: string }).conclusion,
        JSON.stringify(DicomObject.parse(sr!).toDicomJson()),
      ];
      for (const words of written)
        for (const note of notes) expect(words.replaceAll(/\s+/g, ' ')).toContain(note);
      expect((await exported('pdf')).subarray(0, 5).toString('latin1')).toBe('%PDF-');
    } finally {
      await server.stop();
    }
  });
});
