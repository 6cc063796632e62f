import { readdir, readFile } from 'node:fs/promises';
import { z } from 'zod';
import type { DataFolder } from './data-folder';
import { EvaluationDataInvalid, EvaluationDataMissing } from './evaluation-error';
import { splitOfSlake, splitOfVqaMed } from './held-out';
import type { Split } from './nih-films';
import type { Sightings } from './sightings';
import { vqaMedClass } from './vqa-med-class';

const VQA_MED = 'vqa/vqa-med-2019';
const SLAKE = 'vqa/slake';
const VQA_RAD = 'vqa/vqa-rad';

export const FRONTAL_CHEST = 'frontal-chest';

/** A picture of the gate's test with what it is: `FRONTAL_CHEST` or anything else. */
export interface ScopePicture {
  readonly image: string;
  readonly kind: string;
}

/**
 * VQA-Med 2019 pictures of a split whose class is told, by sight where they were looked at and else by the tables;
 * those that are also in VQA-RAD are left there.
 */
export async function readVqaMed(
  data: DataFolder,
  split: Split,
  { vqaMed }: Sightings,
): Promise<ScopePicture[]> {
  const questions = await readQuestions(data);
  const pictures: ScopePicture[] = [];
  for (const row of await data.table('The table of VQA-Med pictures', `${VQA_MED}/items.tsv`)) {
    const file = row('file');
    if (splitOfVqaMed(file, row('split')) !== split || row('in_vqarad') === '1') continue;
    const byTables = vqaMedClass({
      modality: row('modality_answer'),
      plane: row('plane_answer'),
      organ: row('organ_answer'),
      question: questions.get(file.replace(/\.[^.]*$/, '')) ?? '',
    });
    const kind = vqaMed.get(file) ?? byTables;
    if (kind) pictures.push({ image: `${VQA_MED}/images/${file}`, kind });
  }
  return onDisk(data, pictures);
}

async function readQuestions(data: DataFolder): Promise<Map<string, string>> {
  const folder = data.path(`${VQA_MED}/text`);
  const names = await readdir(folder).catch(() => {
    throw new EvaluationDataMissing('The texts of VQA-Med', folder);
  });
  const questions = new Map<string, string>();
  for (const name of names.filter((file) => /C1_Modality.*\.txt$/.test(file)).sort()) {
    for (const line of (await readFile(data.path(`${VQA_MED}/text/${name}`), 'utf8')).split('\n')) {
      const [picture = '', question = ''] = line.split('|');
      questions.set(picture, question.toLowerCase());
    }
  }
  return questions;
}

/** SLAKE's CT and MR sections of a split (its chest films are NIH's). */
export async function readSlakeSections(data: DataFolder, split: Split): Promise<ScopePicture[]> {
  const rows = await data.table('The table of SLAKE pictures', `${SLAKE}/items.tsv`);
  const pictures = rows
    .filter((row) => ['CT', 'MRI'].includes(row('modality')) && splitOfSlake(row('file')) === split)
    .map((row) => ({
      image: `${SLAKE}/images/${row('file')}`,
      kind: row('modality') === 'CT' ? 'ct' : 'mr',
    }));
  return onDisk(data, pictures);
}

const VqaRadRow = z.object({ image_name: z.string(), image_organ: z.string() });

const vqaRadKinds: Readonly<Record<string, string>> = { CHEST: FRONTAL_CHEST, HEAD: 'head', ABD: 'abdomen' };

/**
 * VQA-RAD, of a source that training never saw and nothing was chosen on, so only reported on: its chest pictures are
 * frontal films, those of head and abdomen sections.
 */
export async function readVqaRad(data: DataFolder, split: Split): Promise<ScopePicture[]> {
  if (split !== 'test') return [];
  const path = `${VQA_RAD}/train.json`;
  const text = await readFile(data.path(path), 'utf8').catch(() => {
    throw new EvaluationDataMissing('The questions of VQA-RAD', data.path(path));
  });
  const parsed = z.array(VqaRadRow).safeParse(JSON.parse(text));
  if (!parsed.success)
    throw new EvaluationDataInvalid(data.path(path), z.prettifyError(parsed.error).replaceAll('\n', ' '));
  const organs = new Map(parsed.data.map((row) => [row.image_name, row.image_organ]));
  const pictures = [...organs]
    .flatMap(([name, organ]) => {
      const kind = vqaRadKinds[organ];
      return kind === undefined ? [] : [{ image: `${VQA_RAD}/images/${name}`, kind }];
    })
    .sort((a, b) => (a.image < b.image ? -1 : 1));
  return onDisk(data, pictures);
}

/** The tables name a few pictures that were not to be had. */
async function onDisk(data: DataFolder, pictures: readonly ScopePicture[]): Promise<ScopePicture[]> {
  const there = await Promise.all(pictures.map(({ image }) => data.has(image)));
  return pictures.filter((_, index) => there[index]);
}
