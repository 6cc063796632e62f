import type { SetQuestion } from './question-set';

/** Answers a question without a picture or a model. */
export type Guess = (question: SetQuestion) => string;

/** The most frequent training answer to questions of the same kind and form (yes-or-no by their first word, or open). */
export function mostFrequentAnswer(training: readonly SetQuestion[]): Guess {
  const counts = new Map<string, Map<string, number>>();
  for (const question of training) {
    const answers = counts.get(formOf(question)) ?? new Map<string, number>();
    answers.set(question.answer, (answers.get(question.answer) ?? 0) + 1);
    counts.set(formOf(question), answers);
  }
  const best = new Map([...counts].map(([form, answers]) => [form, commonest(answers)]));
  return (question) => best.get(formOf(question)) ?? '';
}

const YES_OR_NO = /^(is|are|was|were|do|does|did|has|have|had|can|could|will|would)\b(?!.*\bor\b)/i;

const formOf = ({ kind, question }: SetQuestion): string =>
  `${kind} ${YES_OR_NO.test(question.trim()) ? 'closed' : 'open'}`;

const commonest = (answers: ReadonlyMap<string, number>): string =>
  [...answers].sort(([a, many], [b, more]) => more - many || (a < b ? -1 : 1))[0]![0];
