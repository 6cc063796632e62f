import { DomainError } from '@wetread/kernel';
import { z } from 'zod';
import { BatchId, readBatchLine } from '../batch/batch-line';

const SentenceLine = z.object({ id: BatchId, text: z.string() });

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
    readonly id: BatchId | null,
  ) {
    super(`line ${line} ${fault}; a line is {"id": "...", "text": "..."}`);
  }
}

/**
 * Line `number` (from 1) of a batch.
 * @throws SentenceLineInvalid
 */
export function readSentenceLine(line: string, number: number): SentenceLine {
  const read = readBatchLine(line, SentenceLine);
  if ('value' in read) return read.value;
  const told = read.fault === 'not-json' ? read.told : `is no sentence (${read.told})`;
  throw new SentenceLineInvalid(number, told, read.id);
}
