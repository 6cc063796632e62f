import { resolve } from 'node:path';
import {
  evaluationJson,
  type Progress,
  readTally,
  type Split,
  tallyPage,
  writeLook,
} from '@wetread/evaluation';
import { DomainError } from '@wetread/kernel';
import { loadConfig } from '@wetread/platform';

class LookFolderNeeded extends DomainError {
  readonly code = 'cli.look-folder-needed';
  readonly status = 'invalid';
  constructor() {
    super(
      'look writes pictures of the data set: say --out FOLDER, outside any repository; or --tally FILE to count a form',
    );
  }
}

export interface LookRequest {
  dataDir: string;
  split: Split;
  /** `null`: the configured one. */
  modelDir: string | null;
  limit: number;
  out: string | null;
  sheets: boolean;
  /** A form that was filled in; it is counted, and nothing is drafted. */
  tally: string | null;
  json: boolean;
}

/** Writes drafts down for a reader, or counts what a reader found. */
export async function runLook(request: LookRequest, progress: Progress): Promise<void> {
  if (request.tally !== null) {
    const tally = await readTally(request.tally);
    process.stdout.write(request.json ? evaluationJson(tally) : `${tallyPage(tally)}\n`);
    return;
  }
  if (request.out === null) throw new LookFolderNeeded();
  const { inference } = loadConfig();
  const files = await writeLook(
    {
      dataDir: resolve(request.dataDir),
      modelDir: request.modelDir ?? inference.modelDir,
      split: request.split,
      limit: request.limit,
      out: request.out,
      sheets: request.sheets,
      threads: inference.threads,
    },
    progress,
  );
  process.stdout.write(`${files.join('\n')}\n`);
}
