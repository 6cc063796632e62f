import { z } from 'zod';
import type { DataFolder } from '../data/data-folder';
import { EvaluationDataInvalid } from '../data/evaluation-error';
import { splitOfSlakeQuestions, splitOfVqaMed, splitOfVqaRad, splitOfVqaRadQuestion } from '../data/held-out';
import type { Split } from '../data/nih-films';
import { thin } from '../data/thin';
import { normalAnswer } from './normal-answer';
import { KNOWN_PICTURES, type PlacedQuestion, type QuestionSet, setOf } from './question-set';

const RAD = 'vqa/vqa-rad';
const SLAKE = 'vqa/slake';
const MED = 'vqa/vqa-med-2019';

/**
 * The three public sets of questions, divided as training divides them: by picture; and VQA-RAD's about training
 * pictures by question, which makes a set of its own. Pictures that the folder lacks are left out.
 * @param limit pictures of each set at most, 0 = all
 * @throws EvaluationDataMissing, EvaluationDataInvalid
 */
export async function readQuestionSets(
  data: DataFolder,
  split: Split,
  limit: number,
): Promise<QuestionSet[]> {
  const rad = await readRad(data);
  const sets = [
    setOf('VQA-RAD', rad, split),
    setOf(KNOWN_PICTURES, rad, split),
    setOf('SLAKE', await readSlake(data), split),
    setOf('VQA-Med 2019', await readMed(data), split),
  ];
  return Promise.all(sets.map((set) => onDisk(data, set, limit)));
}

async function onDisk(data: DataFolder, set: QuestionSet, limit: number): Promise<QuestionSet> {
  const images = [...new Set(set.measured.map(({ image }) => image))].sort();
  const there = await Promise.all(images.map((image) => data.has(image)));
  const kept = new Set(
    thin(
      images.filter((_, index) => there[index]),
      limit,
    ),
  );
  return { ...set, measured: set.measured.filter(({ image }) => kept.has(image)) };
}

const RadRows = z.array(
  z.object({
    qid: z.number(),
    image_name: z.string(),
    question: z.string(),
    answer: z.coerce.string(),
    answer_type: z.string(),
    question_type: z.string(),
    phrase_type: z.string(),
  }),
);

async function readRad(data: DataFolder): Promise<PlacedQuestion[]> {
  const rows = await readJson(data, `${RAD}/train.json`, RadRows);
  return wordingsOf(rows).flatMap((wordings) => {
    const [{ qid: first, image_name: name }] = wordings;
    const ofPicture = splitOfVqaRad(name);
    const knownPicture = ofPicture === 'train';
    const framed = wordings.some(({ phrase_type: phrase }) => phrase === 'frame');
    return wordings.map((row) => {
      const split = knownPicture ? splitOfVqaRadQuestion(first, row.phrase_type) : ofPicture;
      return {
        image: `${RAD}/images/${name}`,
        question: row.question,
        answer: normalAnswer(row.answer),
        closed: row.answer_type.trim() === 'CLOSED',
        kind: row.question_type,
        split,
        knownPicture,
        reworded: knownPicture && framed,
      };
    });
  });
}

type RadRow = z.infer<typeof RadRows>[number];

/** Questions whose numbers follow each other about one picture are wordings of one question, mostly. */
function wordingsOf(rows: readonly RadRow[]): [RadRow, ...RadRow[]][] {
  const groups: [RadRow, ...RadRow[]][] = [];
  for (const row of [...rows].sort((a, b) => a.qid - b.qid)) {
    const last = groups.at(-1);
    const before = last?.at(-1);
    if (before?.image_name === row.image_name && before.qid === row.qid - 1) last!.push(row);
    else groups.push([row]);
  }
  return groups;
}

const SlakeRows = z.array(
  z.object({
    img_name: z.string(),
    question: z.string(),
    answer: z.string(),
    q_lang: z.string(),
    answer_type: z.string(),
    content_type: z.string(),
  }),
);

async function readSlake(data: DataFolder): Promise<PlacedQuestion[]> {
  const questions: PlacedQuestion[] = [];
  for (const part of ['train', 'validate'] as const) {
    for (const row of await readJson(data, `${SLAKE}/${part}.json`, SlakeRows)) {
      if (row.q_lang !== 'en') continue;
      const file = `${row.img_name.split('/')[0]}.jpg`;
      questions.push({
        image: `${SLAKE}/images/${file}`,
        question: row.question,
        answer: normalAnswer(row.answer),
        closed: row.answer_type === 'CLOSED',
        kind: row.content_type,
        split: splitOfSlakeQuestions(file, part),
      });
    }
  }
  return questions;
}

async function readJson<Rows>(data: DataFolder, path: string, schema: z.ZodType<Rows>): Promise<Rows> {
  const parsed = schema.safeParse(JSON.parse((await data.bytes(path)).toString('utf8')));
  if (parsed.success) return parsed.data;
  throw new EvaluationDataInvalid(data.path(path), z.prettifyError(parsed.error).replaceAll('\n', ' '));
}

const MED_KINDS = ['C1_Modality', 'C2_Plane', 'C3_Organ', 'C4_Abnormality'] as const;
const MED_PARTS = [
  ['ImageClef_2019_Training', 'train'],
  ['ImageClef_2019-VQA_Validation', 'val'],
] as const;

async function readMed(data: DataFolder): Promise<PlacedQuestion[]> {
  const files = new Map<string, { file: string; published: string }>();
  for (const row of await data.table('The table of VQA-Med pictures', `${MED}/items.tsv`))
    files.set(row('file').replace(/\.[^.]*$/, ''), { file: row('file'), published: row('split') });
  const questions: PlacedQuestion[] = [];
  for (const [part, ending] of MED_PARTS) {
    for (const kind of MED_KINDS) {
      const path = `${MED}/text/image_files__${part}__QAPairsByCategory__${kind}_${ending}.txt`;
      for (const line of (await data.bytes(path)).toString('utf8').split(/\r?\n/)) {
        const [picture = '', question = '', answer = ''] = line.trim().split('|');
        const known = files.get(picture);
        if (known && answer !== '') questions.push(medQuestion(known, question, answer, kind));
      }
    }
  }
  return questions;
}

function medQuestion(
  { file, published }: { file: string; published: string },
  question: string,
  answer: string,
  kind: string,
): PlacedQuestion {
  const normal = normalAnswer(answer);
  return {
    image: `${MED}/images/${file}`,
    question,
    answer: normal,
    // The set has no such column.
    closed: normal === 'yes' || normal === 'no',
    kind: kind.slice(3).toLowerCase(),
    split: splitOfVqaMed(file, published),
  };
}
