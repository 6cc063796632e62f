import { type NihFindingCode, nihFindingCodes } from '@wetread/terminology';
import type { Box } from '../measures/overlap';
import type { DataFolder } from './data-folder';
import { NothingToMeasure } from './evaluation-error';
import { thin } from './thin';

/** The parts of the data that may be measured on; what was trained on may not. */
export type Split = 'val' | 'test';

export interface PublishedBox {
  readonly code: NihFindingCode;
  /** Fractions of the original picture. */
  readonly box: Box;
}

/** A film of NIH ChestX-ray14 (Wang et al., CVPR 2017): labels mined from reports, some with boxes drawn by hand. */
export interface NihFilm {
  /** Relative to the data folder. */
  readonly image: string;
  readonly patient: string;
  readonly labels: ReadonlySet<NihFindingCode>;
  readonly boxes: readonly PublishedBox[];
}

/**
 * The films of one split, which is by patient; at most `limit`, spread over the table (0 = all).
 * @throws EvaluationDataMissing, NothingToMeasure
 */
export const readNihFilms = (data: DataFolder, split: Split, limit = 0): Promise<NihFilm[]> =>
  readPart(data, split, limit);

/**
 * The films that were trained on: to copy from, as a nearest neighbour does, never to measure on.
 * @throws EvaluationDataMissing, NothingToMeasure
 */
export const readTrainingFilms = (data: DataFolder, limit = 0): Promise<NihFilm[]> =>
  readPart(data, 'train', limit);

async function readPart(data: DataFolder, split: Split | 'train', limit: number): Promise<NihFilm[]> {
  const boxes = await readBoxes(data);
  const rows = await data.table('The table of NIH labels', 'cxr/nih/labels.tsv');
  const films = rows
    .filter((row) => row('split') === split)
    .map((row) => ({
      image: `cxr/nih/images/${row('image')}`,
      patient: row('patient'),
      labels: new Set(nihFindingCodes.filter((code) => row(code) === '1')),
      boxes: boxes.get(row('image')) ?? [],
    }));
  if (films.length === 0) throw new NothingToMeasure('findings', `no film of the split ${split}`);
  return thin(films, limit);
}

async function readBoxes(data: DataFolder): Promise<Map<string, PublishedBox[]>> {
  const byImage = new Map<string, PublishedBox[]>();
  for (const row of await data.table('The table of NIH boxes', 'cxr/nih/boxes.tsv')) {
    const code = nihFindingCodes.find((known) => known === row('finding'));
    if (code === undefined) continue;
    const box: Box = [Number(row('x')), Number(row('y')), Number(row('w')), Number(row('h'))];
    byImage.set(row('image'), [...(byImage.get(row('image')) ?? []), { code, box }]);
  }
  return byImage;
}
