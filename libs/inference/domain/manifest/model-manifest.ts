import { z } from 'zod';
import { FilmReaderManifest } from './film-reader-manifest';

/** `manifest.json` of a model folder, whatever the model does. A new kind of model is a line here. */
export const ModelManifest = z.discriminatedUnion('kind', [FilmReaderManifest]);
export type ModelManifest = z.infer<typeof ModelManifest>;

export type ModelKind = ModelManifest['kind'];
export type ManifestOf<Kind extends ModelKind> = Extract<ModelManifest, { kind: Kind }>;
