import { DomainError } from '@wetread/kernel';
import { z } from 'zod';

const SentenceLine = z.object({ id: z.union([z.string(), z.number()]), text: z.string() });

/** One line of a batch: a sentence, a section or a whole report. */
export type SentenceLine = z.infer<typeof SentenceLine>;

/** A line of a batch that is no sentence; names the line, not what it holds. */
export class SentenceLineInvalid extends DomainError {
  readonly code = 'cli.sentence-line-invalid';
  readonly status = 'invalid';
  /** @param id the line's own, where it has one */
  constructor(
    line: number,
    fault: string,
    readonly id: SentenceLine['id'] | null = null,
  ) {
    super(`line ${line} ${fault}; a line is {"id": "...", "text": "..."}`);
  }
}

/**
 * Line `number` (from 1) of a batch.
 * @throws SentenceLineInvalid
 */
export function readSentenceLine(line: string, number: number): SentenceLine {
  let raw: unknown;
  try {
    raw = JSON.parse(line);
  } catch {
    throw new SentenceLineInvalid(number, 'is not JSON');
  }
  const parsed = SentenceLine.safeParse(raw);
  if (parsed.success) return parsed.data;
  const id = SentenceLine.shape.id.safeParse((raw as { id?: unknown } | null)?.id);
  const faults = parsed.error.issues.map(
    ({ path, message }) => `${path.join('.') || 'the line'}: ${message}`,
  );
  throw new SentenceLineInvalid(number, `is no sentence (${faults.join('; ')})`, id.success ? id.data : null);
}
