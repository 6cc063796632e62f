import { checkModel, listModels, type ModelFileCheck } from '@wetread/inference';
import { loadConfig } from '@wetread/platform';

/** A model below the configured folder, as its manifest tells it. */
export interface InstalledModel {
  name: string;
  version: string;
  sha256: string;
  /** Of all its files together. */
  bytes: number;
  licence: string;
  /** As its manifest pins them; whether they still are is for `checkInstalledModels` to say. */
  files: { role: string; path: string; sha256: string; bytes: number }[];
}

/** @throws ModelManifestInvalid */
export async function listInstalledModels(): Promise<InstalledModel[]> {
  const models = await listModels(loadConfig().inference.modelDir);
  return models.map(({ identity, manifest }) => ({
    ...identity,
    bytes: Object.values(manifest.files).reduce((sum, { bytes }) => sum + bytes, 0),
    licence: manifest.licence,
    files: Object.entries(manifest.files).map(([role, file]) => ({ role, ...file })),
  }));
}

/** Hashes one model after the other and tells of each of its files whether it is the one that the manifest pins. */
export async function* checkInstalledModels(): AsyncGenerator<{
  name: string;
  version: string;
  files: ModelFileCheck[];
}> {
  for (const model of await listModels(loadConfig().inference.modelDir)) {
    const { name, version } = model.identity;
    yield { name, version, files: await checkModel(model) };
  }
}
