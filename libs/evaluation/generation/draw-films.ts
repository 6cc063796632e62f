import { createFilmGenerator, type GreyImage, type RegisteredModel } from '@wetread/inference';
import type { Progress } from '../reading/progress';
import { evaluationPrompts, type Subject } from './prompts';

/** A film as the product makes it, mark and all. */
export interface DrawnFilm {
  readonly subject: Subject;
  readonly prompt: string;
  readonly seed: number;
  readonly image: GreyImage;
  readonly milliseconds: number;
}

/** The folders of the generator, and of the reader whose text encoder it uses. */
interface Folders {
  readonly generator: RegisteredModel;
  readonly reader: RegisteredModel;
}

/** Draws `each` films of every subject, its prompts in turn, every film from a seed of its own; none is chosen. */
export async function drawFilms(
  { generator, reader }: Folders,
  each: number,
  threads: number,
  progress: Progress,
): Promise<DrawnFilm[]> {
  const engine = await createFilmGenerator({
    modelDir: generator.folder,
    readerDir: reader.folder,
    threads,
  });
  try {
    const films: DrawnFilm[] = [];
    const orders = ordersOf(each);
    for (const [seed, { subject, prompt }] of orders.entries()) {
      const started = performance.now();
      const { image } = await engine.generate({ prompt, seed });
      films.push({ subject, prompt, seed, image, milliseconds: performance.now() - started });
      progress({ done: films.length, total: orders.length, label: 'generated films' });
    }
    return films;
  } finally {
    await engine.close();
  }
}

const ordersOf = (each: number): { subject: Subject; prompt: string }[] =>
  Object.entries(evaluationPrompts).flatMap(([subject, prompts]) =>
    Array.from({ length: each }, (_, index) => ({
      subject: subject as Subject,
      prompt: prompts[index % prompts.length]!,
    })),
  );
