import type { ModelIdentity } from '../../domain/manifest/manifest-head';
import { listModels, type RegisteredModel } from './model-registry';

/** The film readers below `root`, by name, newest version first. @throws ModelManifestInvalid */
export async function filmReaders(root: string): Promise<RegisteredModel[]> {
  return (await listModels(root)).filter(({ manifest }) => manifest.kind === 'film-reader');
}

/** How rules name a model. */
export const nameOf = ({ name, version }: ModelIdentity): string => `${name}@${version}`;
