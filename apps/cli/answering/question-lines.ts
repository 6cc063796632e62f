import { z } from 'zod';

const QuestionLine = z.object({
  id: z.union([z.string(), z.number()]),
  image: z.string().min(1),
  question: z.string(),
});

/** One line of a batch of questions. */
export type QuestionLine = z.infer<typeof QuestionLine>;

/** A line that is no question: what is known of it, and what is wrong with it. */
export interface BadLine {
  readonly id: QuestionLine['id'] | null;
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
  let raw: unknown;
  try {
    raw = JSON.parse(line);
  } catch {
    return { id: null, error: `line ${number} is not JSON` };
  }
  const parsed = QuestionLine.safeParse(raw);
  if (parsed.success) return parsed.data;
  const id = QuestionLine.shape.id.safeParse((raw as { id?: unknown } | null)?.id);
  const faults = parsed.error.issues.map(
    ({ path, message }) => `${path.join('.') || 'the line'}: ${message}`,
  );
  return { id: id.success ? id.data : null, error: `line ${number}: ${faults.join('; ')}` };
}
