import { readFile } from 'node:fs/promises';
import {
  type Caption,
  type CaptionEngines,
  captionOf,
  createAnswerEngine,
  createDraftEngine,
  factsOf,
  factsOfPicture,
  ModelNotFound,
} from '@wetread/inference';
import { DicomObject } from '@wetread/dicom';
import { DomainError } from '@wetread/kernel';
import { loadConfig } from '@wetread/platform';
import type { Progress } from '../control/operation';
import { collectFiles, type FoundFile } from '../drafting/collect-files';

/** What `wetread caption --json` prints for one picture. */
interface CaptionRecord {
  source: string;
  caption: string | null;
  /** Findings that the caption names, by their codes. */
  findings: readonly string[];
  marks: readonly string[];
  error: string | null;
}

/**
 * Prints a sentence of alternative text for every picture below `paths`, in a stable order. Returns how many could
 * not be looked at.
 */
export async function runCaption(
  { paths, json }: { paths: string[]; json: boolean },
  progress: (step: Progress) => void,
): Promise<{ failed: number }> {
  const files = await collectFiles(paths);
  const { engines, close } = await openEngines();
  try {
    let failed = 0;
    for (const [index, file] of files.entries()) {
      const record = await captionFile(file, engines);
      if (record.error !== null) failed += 1;
      print(record, json, files.length > 1);
      progress({ done: index + 1, total: files.length, label: 'pictures' });
    }
    return { failed };
  } finally {
    await close();
  }
}

function print(record: CaptionRecord, json: boolean, several: boolean): void {
  if (json) process.stdout.write(`${JSON.stringify(record)}\n`);
  else if (record.error !== null) console.error(`${record.source}: ${record.error}`);
  else process.stdout.write(`${several ? `${record.source}: ` : ''}${record.caption}\n`);
}

/** Both models; without an answerer captions say what the header and the film reader tell. */
async function openEngines(): Promise<{ engines: CaptionEngines; close(): Promise<void> }> {
  const { modelDir, provider, threads } = loadConfig().inference;
  // A caption is told of phantoms, too: it says that they are.
  const films = await createDraftEngine({ modelDir, provider, threads, profile: 'demo' });
  const answers = await createAnswerEngine({ modelDir, threads }).catch(async (error: unknown) => {
    if (error instanceof ModelNotFound) return null;
    await films.close();
    throw error;
  });
  const close = async (): Promise<void> => {
    await films.close();
    await answers?.close();
  };
  return { engines: { films, answers }, close };
}

/** One file; what is wrong with it is its error and leaves the others alone. */
async function captionFile(file: FoundFile, engines: CaptionEngines): Promise<CaptionRecord> {
  const { path: source, kind } = file;
  try {
    const bytes = await readFile(source);
    const facts = kind === 'picture' ? factsOfPicture(bytes) : factsOf(DicomObject.parse(bytes));
    return recordOf(source, await captionOf({ picture: { kind, bytes }, facts }, engines));
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    return {
      source,
      caption: null,
      findings: [],
      marks: [],
      error: `${error.message} [${error.code}]`,
    };
  }
}

const recordOf = (source: string, { text, findings, marks }: Caption): CaptionRecord => ({
  source,
  caption: text,
  findings: findings.map(({ code }) => code),
  marks,
  error: null,
});
