import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type SourceAttribute, sourceAttributesOf } from '../../domain/source-attributes';
import type { RegisteredModel } from './model-registry';

/** What the card beside a model's weights says of it. */
export async function readSourceAttributes({ folder }: RegisteredModel): Promise<SourceAttribute[]> {
  const card = await readFile(join(folder, 'MODEL_CARD.md'), 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null;
    throw error;
  });
  return sourceAttributesOf(card);
}
