import { listModels, type ModelKind, ModelNotFound, type RegisteredModel } from '@wetread/inference';

/** The models of one run, at most one of each kind. */
export type ModelsMeasured = ReadonlyMap<ModelKind, RegisteredModel>;

/** The newest installed model of each kind. @throws ModelManifestInvalid */
export async function findModels(root: string): Promise<ModelsMeasured> {
  const newest = new Map<ModelKind, RegisteredModel>();
  // Newest first within a name: the first of a kind is the one that the product uses.
  for (const model of await listModels(root))
    if (!newest.has(model.manifest.kind)) newest.set(model.manifest.kind, model);
  return newest;
}

/** A model of whatever kind, trained with another seed. @throws ModelNotFound, ModelManifestInvalid */
export async function findSeedModel(folder: string): Promise<RegisteredModel> {
  const [model] = await listModels(folder);
  if (!model) throw new ModelNotFound(folder);
  return model;
}
