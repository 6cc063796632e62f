import { access, readFile } from 'node:fs/promises';
import { dirname, isAbsolute, resolve } from 'node:path';
import type { AnswerEngine } from '@wetread/inference';
import { DomainError } from '@wetread/kernel';
import type { Progress } from '../control/operation';
import { collectFiles, PathUnreadable } from '../drafting/collect-files';
import { batchRecord, type BatchRecord } from './answer-record';
import { type BadLine, type QuestionLine, readQuestionLines } from './question-lines';
import { askedPicture, withAnswerer } from './run-answer';

/**
 * Prints one line of JSON for each line of `file`, in its order; a line at fault has its `error` and leaves the others
 * alone. Returns how many had one.
 */
export async function runAnswerBatch(
  file: string,
  progress: (step: Progress) => void,
): Promise<{ failed: number }> {
  const text = await readFile(file, 'utf8').catch((error: unknown) => {
    throw new PathUnreadable(file, error);
  });
  const lines = readQuestionLines(text);
  return withAnswerer(async (engine) => {
    let [failed, done] = [0, 0];
    for (const group of samePicture(lines)) {
      for (const record of await answerGroup(engine, group, dirname(file))) {
        process.stdout.write(`${JSON.stringify(record)}\n`);
        if ('error' in record) failed += 1;
        progress({ done: ++done, total: lines.length, label: 'questions' });
      }
    }
    return { failed };
  });
}

/** Neighbouring lines about one picture: it is looked at once. */
function samePicture(lines: readonly (QuestionLine | BadLine)[]): (QuestionLine | BadLine)[][] {
  const groups: (QuestionLine | BadLine)[][] = [];
  for (const line of lines) {
    const first = groups.at(-1)?.[0];
    const goesOn = first && 'image' in first && 'image' in line && first.image === line.image;
    if (goesOn) groups.at(-1)!.push(line);
    else groups.push([line]);
  }
  return groups;
}

async function answerGroup(
  engine: AnswerEngine,
  group: readonly (QuestionLine | BadLine)[],
  folder: string,
): Promise<BatchRecord[]> {
  const asked = group.filter((line) => 'image' in line);
  if (asked.length === 0) return group.map((line) => line as BadLine);
  try {
    const [file] = await collectFiles([await pathOf(asked[0]!.image, folder)]);
    const { answers, marks } = await engine.answerAll(
      await askedPicture(file!),
      asked.map(({ question }) => question),
    );
    return asked.map(({ id }, row) => batchRecord(id, answers[row]!, marks));
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    return asked.map(({ id }) => ({ id, error: `${error.message} [${error.code}]` }));
  }
}

/** Beside the batch when it lies there, else where the command was started. */
async function pathOf(image: string, folder: string): Promise<string> {
  if (isAbsolute(image)) return image;
  const beside = resolve(folder, image);
  return access(beside).then(
    () => beside,
    () => image,
  );
}
