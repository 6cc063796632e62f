import { z } from 'zod';
import { BatchId, readBatchLine } from '../batch/batch-line';

const QuestionLine = z.object({
  id: BatchId,
  image: z.string().min(1),
  question: z.string(),
});

/** One line of a batch of questions. */
export type QuestionLine = z.infer<typeof QuestionLine>;

/** A line that is no question: what is known of it, and what is wrong with it. */
export interface BadLine {
  readonly id: BatchId | null;
  readonly error: string;
}

/** Lines of `{id, image, question}`; empty lines are passed over, bad ones keep their place. */
export const readQuestionLines = (text: string): (QuestionLine | BadLine)[] =>
  text
    .split(/\r?\n/)
    .map((line, index) => ({ line, number: index + 1 }))
    .filter(({ line }) => line.trim() !== '')
    .map(({ line, number }) => readLine(line, number));

function readLine(line: string, number: number): QuestionLine | BadLine {
  const read = readBatchLine(line, QuestionLine);
  if ('value' in read) return read.value;
  const error = read.fault === 'not-json' ? `line ${number} ${read.told}` : `line ${number}: ${read.told}`;
  return { id: read.id, error };
}
