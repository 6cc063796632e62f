import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createFilmGenerator, type GeneratedFilm, syntheticDicom } from '@wetread/inference';
import { describeWithPrograms } from '@wetread/testing';

describeWithPrograms(['dciodvfy'], 'generated films against dciodvfy', () => {
  let directory: string;
  let film: GeneratedFilm;
  beforeAll(async () => {
    directory = mkdtempSync(join(tmpdir(), 'synthetic-dicom-'));
    const generator = await createFilmGenerator({ modelDir: resolve('models'), threads: 1 });
    film = await generator.generate({ prompt: 'cardiomegaly', seed: 3 });
    await generator.close();
  }, 60_000);
  afterAll(() => rmSync(directory, { recursive: true, force: true }));

  /** SyntheticData (0008,001C) is younger than the dictionary of dicom3tools. */
  const tooNew = /not a recognized standard attribute - \(0x0008,0x001c\)/;

  function complaints(bytes: Uint8Array): string[] {
    const file = join(directory, 'film.dcm');
    writeFileSync(file, bytes);
    const { stderr, stdout, status } = spawnSync('dciodvfy', [file], { encoding: 'utf8' });
    expect(status).not.toBeNull();
    return `${stdout}\n${stderr}`
      .split('\n')
      .filter((line) => line.startsWith('Error') && !tooNew.test(line));
  }

  it.each([
    ['a film alone', {}],
    [
      'a film of the demo',
      { patientName: 'SYNTHETIC^Demo', accessionNumber: 'SY26-001', date: '20261105', time: '080000' },
    ],
  ])('finds no error in %s', (_, study) => {
    expect(complaints(syntheticDicom(film, study))).toEqual([]);
  });
});
