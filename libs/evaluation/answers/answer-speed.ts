import { quantile } from '../measures/bootstrap';
import type { Asker } from './ask-pictures';
import type { QuestionSet } from './question-set';

/** One question after the other, each with its picture: decoding, preprocessing, both graphs and the way to the thread. */
export interface AnswerSpeed {
  readonly questions: number;
  readonly threads: number;
  readonly medianMilliseconds: number;
  readonly percentile95Milliseconds: number;
}

const QUESTIONS = 60;
const WARM_UP = 5;

export async function timeAnswers(
  { engine, bench }: Asker,
  sets: readonly QuestionSet[],
): Promise<AnswerSpeed> {
  const asked = sets.flatMap(({ measured }) => measured.slice(0, QUESTIONS / sets.length));
  const times: number[] = [];
  for (const [index, { image, question }] of [...asked.slice(0, WARM_UP), ...asked].entries()) {
    const bytes = await bench.data.bytes(image);
    const started = performance.now();
    await engine.answer({ kind: 'picture', bytes }, question);
    if (index >= Math.min(WARM_UP, asked.length)) times.push(performance.now() - started);
  }
  times.sort((a, b) => a - b);
  return {
    questions: times.length,
    threads: bench.threads,
    medianMilliseconds: quantile(times, 0.5),
    percentile95Milliseconds: quantile(times, 0.95),
  };
}
