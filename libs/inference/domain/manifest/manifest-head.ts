import { z } from 'zod';

/** One file of a model, pinned. */
export const ModelFile = z.object({
  /** Relative to the manifest, inside its folder. */
  path: z.string().regex(/^(?!.*\.\.)[\w.-]+$/, 'is a plain file name beside the manifest'),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  bytes: z.number().int().positive(),
});
export type ModelFile = z.infer<typeof ModelFile>;

/** What the manifest of every kind of model begins with; `kind` says which it is. */
export const manifestHead = {
  schema: z.literal(3, 'is 3; a model folder of another schema belongs to another version of Wetread'),
  name: z.string().regex(/^[a-z0-9-]+$/),
  version: z.string().regex(/^\d+\.\d+\.\d+$/),
  title: z.string(),
  licence: z.string(),
  trainedAt: z.string(),
  metrics: z.unknown().optional(),
};

/** Which weights made a reading, an answer or a picture. */
export interface ModelIdentity {
  readonly name: string;
  readonly version: string;
  /** Of `manifest.json`, which in turn pins the SHA-256 of every other file. */
  readonly sha256: string;
}
