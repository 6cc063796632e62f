import { listModels, verifyModel } from '@wetread/inference';
import { loadConfig } from '@wetread/platform';

export interface InstalledModel {
  name: string;
  version: string;
  sha256: string;
  /** Of all its files together. */
  bytes: number;
  licence: string;
}

export async function listInstalledModels(): Promise<InstalledModel[]> {
  const models = await listModels(loadConfig().inference.modelDir);
  return models.map(({ identity, manifest }) => ({
    ...identity,
    bytes: Object.values(manifest.files).reduce((sum, { bytes }) => sum + bytes, 0),
    licence: manifest.licence,
  }));
}

/** Hashes one model after the other; `fault` is null when it is intact. */
export async function* verifyInstalledModels(): AsyncGenerator<{
  name: string;
  version: string;
  fault: unknown;
}> {
  for (const model of await listModels(loadConfig().inference.modelDir)) {
    const { name, version } = model.identity;
    const fault: unknown = await verifyModel(model).then(
      () => null,
      (error: unknown) => error,
    );
    yield { name, version, fault };
  }
}
