import { readFile } from 'node:fs/promises';
import { createDraftEngine, type DraftEngine, filmFacts, type Profile } from '@wetread/inference';
import { DomainError } from '@wetread/kernel';
import { loadConfig } from '@wetread/platform';
import type { Progress } from '../control/operation';
import { collectFiles, type FoundFile, PathUnreadable } from '../drafting/collect-files';
import { imageRecord, type ImageRecord, type TextRecord, textRecord } from './embed-record';

class NothingToEmbed extends DomainError {
  readonly code = 'cli.nothing-to-embed';
  readonly status = 'invalid';
  constructor() {
    super('nothing to embed: name files or folders, or give texts with --text or --texts');
  }
}

/** What is to be embedded. */
export interface EmbedOrder {
  paths: string[];
  texts: string[];
  /** A file with a text a line; empty lines are passed over. */
  textsFile: string | null;
  profile: Profile;
}

/** Texts of one step of the progress bar. */
const TEXTS_A_STEP = 32;

/**
 * Prints the place of every picture and text in the space that they share, a line of JSON each, pictures first.
 * Returns how many pictures have a refusal.
 */
export async function runEmbed(
  order: EmbedOrder,
  progress: (step: Progress) => void,
): Promise<{ refused: number }> {
  const files = order.paths.length > 0 ? await collectFiles(order.paths) : [];
  const texts = [...order.texts, ...(order.textsFile === null ? [] : await linesOf(order.textsFile))];
  const total = files.length + texts.length;
  if (total === 0) throw new NothingToEmbed();
  const { modelDir, provider, threads } = loadConfig().inference;
  const engine = await createDraftEngine({ modelDir, provider, threads, profile: order.profile });
  let [refused, done] = [0, 0];
  const print = (record: ImageRecord | TextRecord): void => {
    process.stdout.write(`${JSON.stringify(record)}\n`);
    if (record.refusal !== null) refused += 1;
    progress({ done: ++done, total, label: 'pictures and texts' });
  };
  try {
    for (const file of files) print(await embedFile(engine, file));
    for (let first = 0; first < texts.length; first += TEXTS_A_STEP) {
      const step = texts.slice(first, first + TEXTS_A_STEP);
      const places = await engine.embedTexts(step);
      for (const [at, text] of step.entries()) print(textRecord(text, places[at]!, engine.model));
    }
    return { refused };
  } finally {
    await engine.close();
  }
}

/** One file; what is wrong with it is its refusal and leaves the others alone. */
async function embedFile(engine: DraftEngine, { path, kind }: FoundFile): Promise<ImageRecord> {
  try {
    const bytes = await readFile(path);
    const seen =
      kind === 'picture' ? await engine.inspectPicture(bytes, filmFacts()) : await engine.inspectDicom(bytes);
    return imageRecord(path, seen, engine.model);
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    const refusal = { code: error.code, reason: error.message };
    return imageRecord(path, { embedding: null, repairs: [], marks: [], refusal }, engine.model);
  }
}

async function linesOf(path: string): Promise<string[]> {
  const content = await readFile(path, 'utf8').catch((error: unknown) => {
    throw new PathUnreadable(path, error);
  });
  return content.split(/\r?\n/).filter((line) => line.trim() !== '');
}
