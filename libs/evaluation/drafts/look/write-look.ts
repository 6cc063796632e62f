import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createDraftEngine, findModel } from '@wetread/inference';
import { DataFolder } from '../../data/data-folder';
import { readNihFilms, type Split } from '../../data/nih-films';
import { FilmReader } from '../../reading/film-reader';
import type { Progress } from '../../reading/progress';
import { contactSheet } from './contact-sheet';
import { indexPage, lookPage } from './look-page';
import { lookAt, type LookedFilm } from './looked-film';
import { emptyTally } from './tally';

export interface LookOrder {
  readonly dataDir: string;
  readonly modelDir: string;
  readonly split: Split;
  /** Films at most, spread over the split; 0 = all. */
  readonly limit: number;
  /** Where everything is written. Pictures of the data set are in it. */
  readonly out: string;
  /** Also one picture for every twenty films. */
  readonly sheets: boolean;
  readonly threads: number;
}

const FILMS_A_PAGE = 20;

/**
 * Drafts films and writes them down for readers: a page for every twenty films, an index, a form for faults, and
 * pictures of the pages when asked for. Tells the names of the files.
 * @throws EvaluationDataMissing, NothingToMeasure, and what createDraftEngine throws
 */
export async function writeLook(order: LookOrder, progress: Progress): Promise<string[]> {
  const films = await lookAtFilms(order, progress);
  const title = `Drafts of ${films.length} films of NIH ${order.split}`;
  const parts = Array.from({ length: Math.ceil(films.length / FILMS_A_PAGE) }, (_, index) =>
    films.slice(index * FILMS_A_PAGE, (index + 1) * FILMS_A_PAGE),
  );
  const pages = parts.map((part) => `films-${name(part)}.html`);
  const files: [string, string | Buffer][] = [
    ['index.html', indexPage(title, pages, films.length)],
    ['tally.json', `${JSON.stringify(emptyTally(films), null, 2)}\n`],
    ...parts.map((part, index): [string, string] => [
      pages[index]!,
      lookPage(part, title, ['index.html', ...pages]),
    ]),
  ];
  if (order.sheets)
    for (const part of parts) files.push([`sheet-${name(part)}.png`, await contactSheet(part)]);
  await mkdir(order.out, { recursive: true });
  for (const [file, content] of files) await writeFile(join(order.out, file), content);
  return files.map(([file]) => file);
}

/** `021-040` */
const name = (films: readonly LookedFilm[]): string =>
  [films[0]!, films.at(-1)!].map(({ number }) => String(number).padStart(3, '0')).join('-');

async function lookAtFilms(
  { dataDir, modelDir, split, limit, threads }: LookOrder,
  progress: Progress,
): Promise<LookedFilm[]> {
  const data = new DataFolder(dataDir);
  const films = await readNihFilms(data, split, limit);
  const model = await findModel(modelDir, 'film-reader');
  const engine = await createDraftEngine({
    modelDir: model.folder,
    threads,
    readers: Math.max(1, threads),
  });
  try {
    const reader = new FilmReader(engine, data, progress);
    const drafted = await reader.draftFiles(
      films.map(({ image }) => image),
      `drafts of NIH ${split}`,
    );
    const looked: LookedFilm[] = [];
    for (const [index, film] of films.entries())
      looked.push(await lookAt(film, drafted[index]!, index + 1, reader));
    return looked;
  } finally {
    await engine.close();
  }
}
