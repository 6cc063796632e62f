import type { Answer, AnswerEngine, GreyImage } from '@wetread/inference';
import type { Bench } from '../reading/bench';
import { seededRandom, seedOf, shuffled } from '../measures/seeded-random';
import type { QuestionSet, SetQuestion } from './question-set';

/** Shows pictures to the product's answerer; progress is that of the bench. */
export interface Asker {
  readonly engine: AnswerEngine;
  readonly bench: Bench;
}

/** Answers to the measured questions in their order, each about its own picture, or about the one that `instead` gives. */
export async function askSet(
  { engine, bench }: Asker,
  { measured }: QuestionSet,
  instead: ReadonlyMap<string, string> | null = null,
): Promise<Answer[]> {
  const answers: Answer[] = [];
  for (const [image, rows] of rowsByImage(measured)) {
    const bytes = await bench.data.bytes(instead?.get(image) ?? image);
    const questions = rows.map((row) => measured[row]!.question);
    const told = await engine.answerAll({ kind: 'picture', bytes }, questions);
    for (const [at, row] of rows.entries()) answers[row] = told.answers[at]!;
  }
  return answers;
}

/** The same questions about a plain ramp of grey: what is left is what the question alone gives away. */
export async function askWithoutPicture({ engine }: Asker, { measured }: QuestionSet): Promise<Answer[]> {
  const { answers } = await engine.answerAll(
    { kind: 'grey', image: ramp() },
    measured.map(({ question }) => question),
  );
  return [...answers];
}

/** Another picture of the set for every picture: each goes to its neighbour in a random order. */
export function otherPictures({ name, measured }: QuestionSet, seed: number): Map<string, string> {
  const images = [...new Set(measured.map(({ image }) => image))].sort();
  const order = shuffled(images, seededRandom(seedOf(seed, name)));
  return new Map(order.map((image, index) => [image, order[(index + 1) % order.length]!]));
}

function rowsByImage(questions: readonly SetQuestion[]): Map<string, number[]> {
  const rows = new Map<string, number[]>();
  for (const [row, { image }] of questions.entries()) rows.set(image, [...(rows.get(image) ?? []), row]);
  return rows;
}

const SIDE = 256;

function ramp(): GreyImage {
  const data = Uint8Array.from({ length: SIDE * SIDE }, (_, at) => 64 + Math.floor((at % SIDE) / 2));
  return { width: SIDE, height: SIDE, data };
}
