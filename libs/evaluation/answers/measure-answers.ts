import { type Answer, createAnswerEngine, type RegisteredModel } from '@wetread/inference';
import { NothingToMeasure } from '../data/evaluation-error';
import { differenceOf, type Figure, figureOf, type Resamples, resampleGroups } from '../measures/bootstrap';
import { calibrationErrorOf, weightedMean } from '../measures/calibration';
import { type Rate, rateOf } from '../measures/wilson';
import type { Bench, Headlines } from '../reading/bench';
import { type Asker, askSet, askWithoutPicture, otherPictures } from './ask-pictures';
import { type AnswerSpeed, timeAnswers } from './answer-speed';
import { mostFrequentAnswer } from './most-frequent';
import { normalAnswer } from './normal-answer';
import { outsideQuestions } from './outside-questions';
import { KNOWN_PICTURES, type QuestionSet, type SetQuestion } from './question-set';
import { readQuestionSets } from './read-question-sets';

/** Share answered right, of all questions and of each form. */
interface Accuracy {
  readonly all: Figure;
  readonly open: Figure;
  readonly closed: Figure;
}

/** One set of questions. Intervals are over pictures; abstaining is not counted: the likeliest answer is. */
export interface AnswerSetReport extends Accuracy {
  readonly name: string;
  readonly questions: number;
  readonly pictures: number;
  readonly kinds: readonly { readonly kind: string; readonly questions: number; readonly accuracy: Figure }[];
  /** Share of the answers that some training question has, too: no list of answers can do better. */
  readonly onTheList: number;
  /** The most frequent answer to training questions of the kind. */
  readonly frequent: Accuracy;
  /** The same model, shown a plain ramp of grey. */
  readonly withoutPicture: Accuracy;
  /** The same model, shown another picture of the set. */
  readonly shuffled: Accuracy & { readonly drop: Figure };
  /** Where training knows the pictures: questions that it has in a set frame, too, and those that it has not. */
  readonly reworded: { readonly count: number; readonly yes: Figure; readonly no: Figure } | null;
}

/** Answers about unknown pictures of all sets together, each question weighing the same. */
interface ConfidenceReport {
  /** Expected calibration error of the confidence of all answers. */
  readonly error: Figure;
  readonly abstainBelow: number;
  readonly answered: Figure;
  readonly accuracyAnswered: Figure;
}

/** Question answering on held-out pictures, and on held-out questions about known ones. */
export interface AnswersReport {
  readonly sets: readonly AnswerSetReport[];
  readonly confidence: ConfidenceReport;
  /** Questions that are not about the picture, or not in English, that were left unanswered. */
  readonly outside: Rate;
  readonly speed: AnswerSpeed | null;
}

/** Kinds of fewer questions are not told apart. */
const LEAST_OF_KIND = 20;

/** Measures through `createAnswerEngine`. @throws NothingToMeasure, EvaluationDataMissing, EvaluationDataInvalid */
export async function measureAnswers(bench: Bench): Promise<AnswersReport> {
  const model = bench.models.get('question-answerer') as RegisteredModel<'question-answerer'>;
  const sets = await readQuestionSets(bench.data, bench.split, bench.limit);
  if (sets.every(({ measured }) => measured.length === 0))
    throw new NothingToMeasure('answers', `no questions in ${bench.split}`);
  const engine = await createAnswerEngine({ modelDir: model.folder, threads: bench.threads });
  try {
    const asker = { engine, bench };
    const answered: { set: QuestionSet; answers: Answer[] }[] = [];
    for (const set of sets) answered.push({ set, answers: await askSet(asker, set) });
    const known = new Set(sets.flatMap(({ training }) => training.map(({ answer }) => answer)));
    const reports: AnswerSetReport[] = [];
    for (const { set, answers } of answered) reports.push(await reportSet(asker, set, answers, known));
    return {
      sets: reports,
      confidence: confidenceOf(
        answered.filter(({ set }) => set.name !== KNOWN_PICTURES),
        model.manifest.answers.abstainBelow,
        bench,
      ),
      outside: await measureOutside(asker, sets),
      speed: bench.headlinesOnly ? null : await timeAnswers(asker, sets),
    };
  } finally {
    await engine.close();
  }
}

async function reportSet(
  asker: Asker,
  set: QuestionSet,
  answers: readonly Answer[],
  known: ReadonlySet<string>,
): Promise<AnswerSetReport> {
  const { measured } = set;
  const { rounds, seed } = asker.bench;
  const resamples = resampleGroups(
    measured.map(({ image }) => image),
    rounds,
    seed,
  );
  const own = hits(measured, answers);
  const other = hits(measured, await askSet(asker, set, otherPictures(set, seed)));
  const none = hits(measured, await askWithoutPicture(asker, set));
  const guess = mostFrequentAnswer(set.training);
  const frequent = measured.map((question) => Number(guess(question) === question.answer));
  return {
    name: set.name,
    questions: measured.length,
    pictures: new Set(measured.map(({ image }) => image)).size,
    ...accuracyOf(measured, own, resamples),
    kinds: kindsOf(measured, own, resamples),
    onTheList: measured.filter(({ answer }) => known.has(answer)).length / measured.length,
    frequent: accuracyOf(measured, frequent, resamples),
    withoutPicture: accuracyOf(measured, none, resamples),
    shuffled: {
      ...accuracyOf(measured, other, resamples),
      drop: differenceOf(weightedMean(own), weightedMean(other), resamples),
    },
    reworded: set.name === KNOWN_PICTURES ? rewordedOf(measured, own, resamples) : null,
  };
}

const rewordedOf = (
  measured: readonly SetQuestion[],
  values: readonly number[],
  resamples: Resamples,
): AnswerSetReport['reworded'] => ({
  count: measured.filter(({ reworded }) => reworded).length,
  yes: partFigure(measured, values, resamples, ({ reworded }) => reworded === true),
  no: partFigure(measured, values, resamples, ({ reworded }) => reworded !== true),
});

/** 1 where the answer is the set's, whether the model abstained or not. */
const hits = (questions: readonly SetQuestion[], answers: readonly Answer[]): number[] =>
  questions.map(({ answer }, row) => Number(normalAnswer(answers[row]!.answer ?? '') === answer));

const accuracyOf = (
  questions: readonly SetQuestion[],
  values: readonly number[],
  resamples: Resamples,
): Accuracy => ({
  all: figureOf(weightedMean(values), resamples),
  open: partFigure(questions, values, resamples, ({ closed }) => !closed),
  closed: partFigure(questions, values, resamples, ({ closed }) => closed),
});

const kindsOf = (
  questions: readonly SetQuestion[],
  values: readonly number[],
  resamples: Resamples,
): AnswerSetReport['kinds'] =>
  [...new Set(questions.map(({ kind }) => kind))]
    .sort()
    .map((kind) => ({
      kind,
      questions: questions.filter((question) => question.kind === kind).length,
      accuracy: partFigure(questions, values, resamples, (question) => question.kind === kind),
    }))
    .filter((row) => row.questions >= LEAST_OF_KIND);

/** Mean over the questions that `takes`; the others have no weight. */
function partFigure(
  questions: readonly SetQuestion[],
  values: readonly number[],
  resamples: Resamples,
  takes: (question: SetQuestion) => boolean,
): Figure {
  const rows = [...questions.keys()].filter((row) => takes(questions[row]!));
  const mean = weightedMean(rows.map((row) => values[row]!));
  return figureOf((weights) => mean(rows.map((row) => weights[row]!)), resamples);
}

function confidenceOf(
  answered: readonly { set: QuestionSet; answers: readonly Answer[] }[],
  abstainBelow: number,
  { rounds, seed }: Bench,
): ConfidenceReport {
  const rows = answered.flatMap(({ set, answers }) => {
    const right = hits(set.measured, answers);
    return answers.map(({ confidence, abstained }, row) => ({
      image: set.measured[row]!.image,
      right: right[row]!,
      confidence,
      answered: Number(!abstained),
    }));
  });
  const resamples = resampleGroups(
    rows.map(({ image }) => image),
    rounds,
    seed,
  );
  const right = rows.map((row) => row.right);
  const kept = rows.map((row) => row.answered);
  const keptRight = weightedMean(right.map((value, row) => value * kept[row]!));
  const keptShare = weightedMean(kept);
  return {
    error: figureOf(
      calibrationErrorOf(
        right.map((value) => value === 1),
        rows.map(({ confidence }) => confidence),
      ),
      resamples,
    ),
    abstainBelow,
    answered: figureOf(keptShare, resamples),
    accuracyAnswered: figureOf((weights) => keptRight(weights) / keptShare(weights), resamples),
  };
}

/** Each question about another held-out picture. */
async function measureOutside({ engine, bench }: Asker, sets: readonly QuestionSet[]): Promise<Rate> {
  const images = [...new Set(sets.flatMap(({ measured }) => measured.map(({ image }) => image)))].sort();
  let left = 0;
  for (const [at, question] of outsideQuestions.entries()) {
    const bytes = await bench.data.bytes(images[(at * 17) % images.length]!);
    if ((await engine.answer({ kind: 'picture', bytes }, question)).abstained) left += 1;
  }
  return rateOf(left, outsideQuestions.length);
}

/** The figures that seeds are compared by. */
export const answersHeadlines = ({ sets, confidence }: AnswersReport): Headlines => ({
  ...Object.fromEntries(
    sets.flatMap(({ name, all, open, closed, shuffled }) => [
      [`answers right, ${name}`, all.value],
      [`answers right, ${name}, open`, open.value],
      [`answers right, ${name}, closed`, closed.value],
      [`answers lost with shuffled pictures, ${name}`, shuffled.drop.value],
    ]),
  ),
  'answers: calibration error': confidence.error.value,
});
