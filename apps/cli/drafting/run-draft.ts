import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createDraftEngine, type DraftEngine } from '@wetread/inference';
import { DomainError } from '@wetread/kernel';
import { loadConfig } from '@wetread/platform';
import type { Progress } from '../control/operation';
import { collectFiles } from './collect-files';
import type { DraftFormat } from './draft-format';
import { draftSource, type Drafted } from './draft-source';
import { formatDraft, outputName } from './format-draft';
import { priorAmong } from './prior-among-files';
import { groupIntoStudies, type PictureFacts } from './film-source';

class OutputFolderNeeded extends DomainError {
  readonly code = 'cli.output-folder-needed';
  readonly status = 'invalid';
  constructor(studies: number) {
    super(`--format sr makes one file for each of the ${studies} studies; say where with --out FOLDER`);
  }
}

export interface DraftOrder {
  paths: string[];
  format: DraftFormat;
  out: string | null;
  facts: PictureFacts;
  profile: 'demo' | 'production';
  /** Whether a patient's film is compared with an earlier one among the files. */
  compare: boolean;
}

/** Drafts every study below `paths` without a server. Returns how many were refused. */
export async function runDraft(
  order: DraftOrder,
  progress: (step: Progress) => void,
): Promise<{ refused: number }> {
  const sources = await groupIntoStudies(await collectFiles(order.paths), order.facts);
  if (order.format === 'sr' && order.out === null && sources.length > 1)
    throw new OutputFolderNeeded(sources.length);
  const { inference } = loadConfig();
  const engine = await createDraftEngine({
    ...inference,
    profile: order.profile,
    notify: (line) => void (inference.provider === 'cpu' || console.error(`wetread: ${line}`)),
  });
  try {
    const list = order.format === 'json' && order.out === null && sources.length > 1;
    let refused = 0;
    for (const [index, source] of sources.entries()) {
      const drafted = await draftSource(engine, source, order.profile, async (study) =>
        order.compare ? priorAmong(engine, study, sources, order.profile) : null,
      );
      if (!drafted.document) refused += 1;
      if (list) process.stdout.write(index === 0 ? '[\n' : ',\n');
      await write(order, engine, drafted);
      progress({ done: index + 1, total: sources.length, label: 'studies' });
    }
    if (list) process.stdout.write(']\n');
    return { refused };
  } finally {
    await engine.close();
  }
}

async function write(order: DraftOrder, engine: DraftEngine, drafted: Drafted): Promise<void> {
  const content = formatDraft(drafted, order.format, engine.model);
  if (content === null) {
    console.error(`${drafted.paths[0]}: no draft: ${drafted.refusal?.reason} [${drafted.refusal?.code}]`);
  } else if (order.out === null) {
    process.stdout.write(content);
  } else {
    await mkdir(order.out, { recursive: true });
    await writeFile(join(order.out, outputName(drafted, order.format)), content);
  }
}
