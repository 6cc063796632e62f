import { readFile } from 'node:fs/promises';
import { type AnswerEngine, type AskedPicture, createAnswerEngine } from '@wetread/inference';
import { DomainError } from '@wetread/kernel';
import { loadConfig } from '@wetread/platform';
import { collectFiles, type FoundFile } from '../drafting/collect-files';
import { answerLine, answerRecord } from './answer-record';

class NothingToAnswer extends DomainError {
  readonly code = 'cli.nothing-to-answer';
  readonly status = 'invalid';
  constructor() {
    super('nothing to answer: name a picture and ask with --question, or give lines with --batch');
  }
}

/** Questions about one picture, or about each of several. */
export interface AnswerOrder {
  paths: string[];
  questions: string[];
  json: boolean;
}

/**
 * Prints the answers, a line each, pictures in the order in which they are named. Returns how many pictures could not
 * be looked at.
 */
export async function runAnswer({ paths, questions, json }: AnswerOrder): Promise<{ failed: number }> {
  if (paths.length === 0 || questions.length === 0) throw new NothingToAnswer();
  const files = await collectFiles(paths);
  return withAnswerer(async (engine) => {
    let failed = 0;
    for (const file of files) {
      try {
        const { answers, marks } = await engine.answerAll(await askedPicture(file), questions);
        for (const answer of answers) {
          const record = answerRecord(file.path, answer, marks, engine.model);
          process.stdout.write(`${json ? JSON.stringify(record) : answerLine(record)}\n`);
        }
      } catch (error) {
        if (!(error instanceof DomainError) || files.length === 1) throw error;
        failed += 1;
        console.error(`${file.path}: ${error.message} [${error.code}]`);
      }
    }
    return { failed };
  });
}

/** Starts the configured answerer for as long as `work` takes. */
export async function withAnswerer<Result>(work: (engine: AnswerEngine) => Promise<Result>): Promise<Result> {
  const { modelDir, threads } = loadConfig().inference;
  const engine = await createAnswerEngine({ modelDir, threads });
  try {
    return await work(engine);
  } finally {
    await engine.close();
  }
}

/** A file as the engine takes it. */
export const askedPicture = async ({ path, kind }: FoundFile): Promise<AskedPicture> => ({
  kind,
  bytes: await readFile(path),
});
