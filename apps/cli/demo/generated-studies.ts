import type { IncomingInstance } from '@wetread/imaging-study';
import { createFilmGenerator, findModel, ModelNotFound, syntheticDicom } from '@wetread/inference';
import type { DemoStudy } from './demo-studies';

interface Sketch {
  readonly title: string;
  readonly prompt: string;
  readonly seed: number;
  readonly given: string;
  readonly accessionNumber: string;
  readonly time: string;
}

const sketches: readonly Sketch[] = [
  { title: 'Film from text: effusion', prompt: 'large right pleural effusion', seed: 11, given: 'Effusion from text', accessionNumber: 'SY26-001', time: '080000' },
  { title: 'Film from text: cardiomegaly', prompt: 'marked cardiomegaly', seed: 12, given: 'Cardiomegaly from text', accessionNumber: 'SY26-002', time: '082000' },
  { title: 'Film from text: normal', prompt: 'normal chest film', seed: 22, given: 'Normal from text', accessionNumber: 'SY26-003', time: '084000' },
]; // prettier-ignore

const DATE = '20261105';

/** Films that the generator draws when they are asked for; none where no generator is installed. */
export async function generatedStudies(models: { modelDir: string; threads?: number }): Promise<DemoStudy[]> {
  const installed = await findModel(models.modelDir, 'film-generator').catch((error: unknown) => {
    if (error instanceof ModelNotFound) return null;
    throw error;
  });
  if (!installed) return [];
  return sketches.map((sketch) => ({ title: sketch.title, instances: () => draw(sketch, models) }));
}

async function* draw(
  { prompt, seed, given, accessionNumber, time }: Sketch,
  { modelDir, threads }: { modelDir: string; threads?: number },
): AsyncGenerator<IncomingInstance> {
  const generator = await createFilmGenerator({ modelDir, threads });
  try {
    const film = await generator.generate({ prompt, seed });
    const patientName = `SYNTHETIC^${given}`;
    const body = syntheticDicom(film, { patientName, accessionNumber, date: DATE, time });
    yield { name: `${accessionNumber}.dcm`, body };
  } finally {
    await generator.close();
  }
}
