import { createHash } from 'node:crypto';

type AnySplit = 'train' | 'val' | 'test';

const digestOf = (text: string): Buffer => createHash('sha256').update(text).digest();

/** The fold of a name: byte 0 of its SHA-256, modulo `parts`; training divides its pictures the same way. */
const foldOf = (name: string, parts: number): number => digestOf(name)[0]! % parts;

/** Split of an auxiliary set's patient, of `set:patient`: a quarter chooses, a quarter is reported on, half trains. */
export const splitByHash = (group: string): AnySplit =>
  (['val', 'test', 'train', 'train'] as const)[foldOf(group, 4)]!;

/** SLAKE's published splits share pictures; so its files are divided anew. */
export const splitOfSlake = (file: string): AnySplit =>
  (['test', 'val', 'train', 'train'] as const)[foldOf(file, 4)]!;

/** The published validation part is reported on; an eighth of the published training part chooses. */
export const splitOfVqaMed = (file: string, published: string): AnySplit => {
  if (published === 'val') return 'test';
  return foldOf(`vqa-med:${file}`, 8) === 0 ? 'val' : 'train';
};

/** At most `most` items, in an order that has nothing to do with their names; 0 = all. */
export function thinByHash<Item>(
  items: readonly Item[],
  nameOf: (item: Item) => string,
  most: number,
): Item[] {
  if (most <= 0 || items.length <= most) return [...items];
  const keyed = items.map((item) => ({ item, key: digestOf(nameOf(item)).toString('hex') }));
  return keyed
    .sort((a, b) => (a.key < b.key ? -1 : 1))
    .slice(0, most)
    .map(({ item }) => item);
}

/** Questions of VQA-RAD: a fifth of the pictures is reported on, an eighth of the others chooses. */
export const splitOfVqaRad = (image: string): AnySplit => {
  if (foldOf(`vqa-rad:${image}`, 5) === 0) return 'test';
  return foldOf(`vqa-rad-val:${image}`, 8) === 0 ? 'val' : 'train';
};

/**
 * A question about a training picture of VQA-RAD. As in the published split a fifth of what was asked freely is reported
 * on, with its paraphrases; put into a set frame the same question stays in training.
 * @param first number of the first of the questions that follow each other about the picture
 */
export const splitOfVqaRadQuestion = (first: number, phrase: string): AnySplit => {
  if (phrase === 'frame') return 'train';
  if (foldOf(`vqa-rad-asked:${first}`, 5) === 0) return 'test';
  return foldOf(`vqa-rad-asked-val:${first}`, 10) === 0 ? 'val' : 'train';
};

/** Questions of SLAKE: its validation part is reported on, a tenth of the training pictures chooses. */
export const splitOfSlakeQuestions = (file: string, published: 'train' | 'validate'): AnySplit => {
  if (published === 'validate') return 'test';
  return foldOf(`slake-vqa:${file}`, 10) === 0 ? 'val' : 'train';
};
