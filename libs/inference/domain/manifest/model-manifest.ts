import { z } from 'zod';
import { FilmGeneratorManifest } from './film-generator-manifest';
import { FilmReaderManifest } from './film-reader-manifest';
import { QuestionAnswererManifest } from './question-answerer-manifest';

/** `manifest.json` of a model folder, whatever the model does. A new kind of model is a line here. */
export const ModelManifest = z.discriminatedUnion('kind', [
  FilmReaderManifest,
  QuestionAnswererManifest,
  FilmGeneratorManifest,
]);
export type ModelManifest = z.infer<typeof ModelManifest>;

export type ModelKind = ModelManifest['kind'];
// A map, not `Extract`: TypeScript sees that a model of one kind is a model.
type ManifestsByKind = { [Manifest in ModelManifest as Manifest['kind']]: Manifest };
export type ManifestOf<Kind extends ModelKind> = ManifestsByKind[Kind];
