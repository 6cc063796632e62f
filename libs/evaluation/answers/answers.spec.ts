import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { findModel } from '@wetread/inference';
import sharp from 'sharp';
import { DataFolder } from '../data/data-folder';
import { splitOfSlakeQuestions, splitOfVqaRad, splitOfVqaRadQuestion } from '../data/held-out';
import type { Bench } from '../reading/bench';
import { answersPage, answersRows } from './answers-page';
import { otherPictures } from './ask-pictures';
import { answersHeadlines, measureAnswers } from './measure-answers';
import { mostFrequentAnswer } from './most-frequent';
import { normalAnswer } from './normal-answer';
import { setOf, type SetQuestion } from './question-set';
import { readQuestionSets } from './read-question-sets';

describe('two answers are the same', () => {
  it.each([
    ['Left Lung,  Right.', 'left lung right'],
    ['Ring-enhancing lésion', 'ring enhancing lesion'],
    ['5.6cm, focal', '5.6cm focal'],
    ['X-Ray', 'xray'],
  ])('when they are spelt %s and %s', (one, other) => expect(normalAnswer(one)).toBe(normalAnswer(other)));

  it('and others are not', () => expect(normalAnswer('left lung')).not.toBe(normalAnswer('right lung')));
});

it('puts the pictures on the same side as training does', () => {
  // The values are those of `rad_split`, `asked_split` and `slake_split` in `vqa/sets.py`.
  expect(splitOfVqaRad('synpic54610.jpg')).toBe('train');
  expect([3, 4, 5].map((first) => splitOfVqaRadQuestion(first, 'para'))).toEqual(['val', 'test', 'train']);
  expect(splitOfVqaRadQuestion(4, 'frame')).toBe('train');
  expect(splitOfSlakeQuestions('xmlab3.jpg', 'validate')).toBe('test');
  expect(splitOfSlakeQuestions('xmlab3.jpg', 'train')).not.toBe('test');
});

const asked = (question: string, answer: string, kind = 'PRES', image = 'a'): SetQuestion => ({
  image,
  question,
  answer,
  kind,
  closed: answer === 'yes' || answer === 'no',
});

it('guesses the most frequent answer to questions of the kind and form', () => {
  const guess = mostFrequentAnswer([
    asked('is it large?', 'no'),
    asked('is it small?', 'no'),
    asked('is it round?', 'yes'),
    asked('where is it?', 'left'),
    asked('is it left or right?', 'left'),
  ]);
  expect(guess(asked('are there ribs?', 'yes'))).toBe('no');
  expect(guess(asked('what is it?', 'mass'))).toBe('left');
  expect(guess(asked('what is it?', 'mass', 'PLANE'))).toBe('');
});

it('shows every picture in place of another one', () => {
  const questions = ['a', 'b', 'c', 'd'].map((image) => ({
    ...asked('?', 'yes', 'PRES', image),
    split: 'test' as const,
  }));
  const other = otherPictures(setOf('SLAKE', questions, 'test'), 3);
  expect([...other.keys()].sort()).toEqual([...other.values()].sort());
  for (const [image, instead] of other) expect(instead).not.toBe(image);
});

describe('measuring answers', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'wetread-answers-'));
    await writeSets(folder);
  });
  afterAll(() => rm(folder, { recursive: true }));

  it('reads three sets, English questions and pictures that are there', async () => {
    const sets = await readQuestionSets(new DataFolder(folder), 'test', 0);
    expect(sets.map(({ name, measured }) => [name, measured.length > 0])).toEqual([
      ['VQA-RAD', true],
      ['VQA-RAD, known pictures', true],
      ['SLAKE', true],
      ['VQA-Med 2019', true],
    ]);
    expect(sets[2]!.measured.map(({ answer }) => answer)).toEqual(['lung']);
    const images = new Set(sets.flatMap(({ measured }) => measured.map(({ image }) => image)));
    expect(images).not.toContain('vqa/vqa-med-2019/images/gone.jpg');
  });

  it('takes wordings of one question together, and tells which training has in a set frame', async () => {
    const [unknown, known] = await readQuestionSets(new DataFolder(folder), 'test', 0);
    const images = new Set(unknown!.measured.map(({ image }) => image));
    expect(known!.measured.some(({ image }) => images.has(image))).toBe(false);
    const wordings = known!.measured.filter(({ question }) => question.startsWith('Where'));
    expect(wordings.map(({ question, reworded }) => [question, reworded])).toEqual([
      ['Where is it?', true],
      ['Where does it lie?', true],
    ]);
    expect(known!.training.map(({ question }) => question)).toContain('Where is/are it?');
  });

  it('goes through the product and tells every set, its baselines and what the picture is worth', async () => {
    const models = resolve(__dirname, '../../../models');
    const model = await findModel(models, 'question-answerer');
    const bench = {
      data: new DataFolder(folder),
      models: new Map([['question-answerer', model]]),
      split: 'test',
      limit: 0,
      rounds: 20,
      seed: 1,
      threads: 1,
      headlinesOnly: false,
    } as unknown as Bench;
    const report = await measureAnswers(bench);
    expect(report.sets.map(({ name }) => name)).toEqual([
      'VQA-RAD',
      'VQA-RAD, known pictures',
      'SLAKE',
      'VQA-Med 2019',
    ]);
    for (const set of report.sets) {
      const { value } = set.all;
      expect(value).not.toBeNull();
      expect(set.shuffled.drop.value).toBeCloseTo(value! - set.shuffled.all.value!, 9);
    }
    expect(report.outside.of).toBe(40);
    expect(report.speed!.medianMilliseconds).toBeGreaterThan(0);
    expect(answersPage(report)).toContain('| SLAKE | 1 | 1 |');
    expect(answersRows(report).map(({ task }) => task)).toContain('VQA needs the picture');
    expect(Object.keys(answersHeadlines(report))).toContain('answers right, SLAKE');
  });
});

async function writeSets(root: string): Promise<void> {
  const rad = Array.from({ length: 20 }, (_, at) => ({
    qid: 2 * at,
    image_name: `p${at}.jpg`,
    phrase_type: at % 2 === 0 ? 'freeform' : 'para',
    question: 'Is it large?',
    answer: at % 2 === 0 ? 'Yes' : 'No',
    answer_type: 'CLOSED ',
    question_type: 'SIZE',
  }));
  for (const [at, { image_name }] of rad.entries())
    await drawPicture(join(root, 'vqa/vqa-rad/images', image_name), at);
  // A group that is held out by its first number, 105, about a picture that is trained on.
  const about = rad.find(({ image_name }) => splitOfVqaRad(image_name) === 'train')!.image_name;
  const wording = (qid: number, question: string, phrase: string) => ({
    qid,
    image_name: about,
    phrase_type: phrase,
    question,
    answer: 'left',
    answer_type: 'OPEN',
    question_type: 'POS',
  });
  const wordings = [
    wording(107, 'Where is/are it?', 'frame'),
    wording(105, 'Where is it?', 'freeform'),
    wording(106, 'Where does it lie?', 'para'),
  ];
  await writeText(join(root, 'vqa/vqa-rad/train.json'), JSON.stringify([...rad, ...wordings]));
  const slake = (language: string, image: string) => ({
    img_name: `${image}/source.jpg`,
    question: 'Which organ?',
    answer: 'Lung',
    q_lang: language,
    answer_type: 'OPEN',
    content_type: 'Organ',
  });
  await writeText(join(root, 'vqa/slake/train.json'), JSON.stringify([slake('en', 'xmlab1')]));
  await writeText(
    join(root, 'vqa/slake/validate.json'),
    JSON.stringify([slake('en', 'xmlab2'), slake('zh', 'xmlab2')]),
  );
  await drawPicture(join(root, 'vqa/slake/images/xmlab2.jpg'), 3);
  const med = join(root, 'vqa/vqa-med-2019');
  await writeText(join(med, 'items.tsv'), 'file\tsplit\nm1.jpg\tval\nm2.jpg\ttrain\ngone.jpg\tval\n');
  await drawPicture(join(med, 'images/m1.jpg'), 4);
  for (const kind of ['C1_Modality', 'C2_Plane', 'C3_Organ', 'C4_Abnormality']) {
    const file = (part: string, ending: string): string =>
      join(med, `text/image_files__${part}__QAPairsByCategory__${kind}_${ending}.txt`);
    await writeText(file('ImageClef_2019_Training', 'train'), 'm2|what is it?|ct\n');
    await writeText(file('ImageClef_2019-VQA_Validation', 'val'), 'm1|what is it?|ct\ngone|what is it?|ct\n');
  }
}

async function writeText(path: string, text: string): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, text);
}

async function drawPicture(path: string, shade: number): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  const data = Uint8Array.from({ length: 140 * 140 }, (_, at) => (at * (shade + 3)) % 251);
  await sharp(data, { raw: { width: 140, height: 140, channels: 1 } })
    .jpeg()
    .toFile(path);
}
