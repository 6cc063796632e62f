import { resolve } from 'node:path';
import { createFilmGenerator, type GeneratedFilm, syntheticDicom } from '@wetread/inference';
import { describeWithPrograms } from '@wetread/testing';
import { errorsIn } from '../harness/object-checkers';
import { runProgram } from '../harness/run-program';
import { ScratchFolder } from '../harness/scratch-folder';

describeWithPrograms(['dciodvfy'], 'generated films against dciodvfy', () => {
  const scratch = new ScratchFolder('synthetic');
  let film: GeneratedFilm;
  beforeAll(async () => {
    const generator = await createFilmGenerator({ modelDir: resolve('models'), threads: 1 });
    film = await generator.generate({ prompt: 'cardiomegaly', seed: 3 });
    await generator.close();
  }, 60_000);

  it.each([
    ['a film alone', {}],
    [
      'a film of the demo',
      { patientName: 'SYNTHETIC^Demo', accessionNumber: 'SY26-001', date: '20261105', time: '080000' },
    ],
  ])('finds no error in %s', async (_, study) => {
    const path = scratch.file('film.dcm', syntheticDicom(film, study));
    expect(errorsIn((await runProgram('dciodvfy', path)).output)).toEqual([]);
  });
});
