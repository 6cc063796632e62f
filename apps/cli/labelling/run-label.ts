import { open } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { text as textOf } from 'node:stream/consumers';
import { DomainError } from '@wetread/kernel';
import { PathUnreadable } from '../drafting/collect-files';
import { labelledFindings, readableFindings } from './label-record';
import { readSentenceLine, SentenceLineInvalid } from './sentence-lines';

class NothingToLabel extends DomainError {
  readonly code = 'cli.nothing-to-label';
  readonly status = 'invalid';
  constructor() {
    super('nothing to label: give a text (- reads standard input), or sentences with --batch FILE');
  }
}

class TextAndBatch extends DomainError {
  readonly code = 'cli.text-and-batch';
  readonly status = 'invalid';
  constructor() {
    super('a text and --batch exclude each other: give one of them');
  }
}

export interface LabelOrder {
  /** `-`: standard input. */
  readonly text: string | null;
  /** A file of `{id, text}` lines; `-`: standard input. */
  readonly batch: string | null;
  readonly json: boolean;
  readonly devices: boolean;
}

/** Prints what is asked; returns how many lines of a batch were at fault. @throws NothingToLabel, TextAndBatch */
export async function runLabel({ text, batch, json, devices }: LabelOrder): Promise<{ failed: number }> {
  if (text !== null && batch !== null) throw new TextAndBatch();
  if (batch !== null) return labelBatch(batch, devices);
  if (text === null) throw new NothingToLabel();
  const findings = labelledFindings(text === '-' ? await textOf(process.stdin) : text, devices);
  process.stdout.write(json ? `${JSON.stringify({ findings })}\n` : readableFindings(findings));
  return { failed: 0 };
}

/**
 * A line of JSON for each line, in its order, as they come: a pipe that goes on is answered as it goes. A line at
 * fault has its `error` and leaves the others alone; empty lines are passed over.
 */
async function labelBatch(file: string, devices: boolean): Promise<{ failed: number }> {
  let [number, failed] = [0, 0];
  for await (const line of linesOf(file)) {
    number += 1;
    if (line.trim() === '') continue;
    const record = labelLine(line, number, devices);
    if ('error' in record) {
      failed += 1;
      console.error(`wetread: ${record.error}`);
    }
    process.stdout.write(`${JSON.stringify(record)}\n`);
  }
  return { failed };
}

function labelLine(line: string, number: number, devices: boolean) {
  try {
    const { id, text } = readSentenceLine(line, number);
    return { id, findings: labelledFindings(text, devices) };
  } catch (error) {
    if (!(error instanceof SentenceLineInvalid)) throw error;
    return { id: error.id, error: `${error.message} [${error.code}]` };
  }
}

async function* linesOf(file: string): AsyncGenerator<string> {
  // Opened before it is read: a stream's own error would come too late for the loop below.
  const handle = file === '-' ? null : await open(file).catch((error: unknown) => fail(file, error));
  const input = handle ? handle.createReadStream() : process.stdin;
  // A byte order mark would make the first line no JSON.
  let isFirst = true;
  try {
    for await (const line of createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY })) {
      yield isFirst ? line.replace(/^\uFEFF/, '') : line;
      isFirst = false;
    }
  } catch (error) {
    fail(file, error);
  }
}

const fail = (file: string, cause: unknown): never => {
  throw new PathUnreadable(file, cause);
};
