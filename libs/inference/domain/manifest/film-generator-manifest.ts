import { z } from 'zod';
import { manifestHead, ModelFile } from './manifest-head';

/** A model that draws chest films from text: what its files are, and how a picture is made with them. */
export const FilmGeneratorManifest = z.object({
  ...manifestHead,
  kind: z.literal('film-generator'),
  /** What the weights have learnt from, with its terms. */
  sources: z.array(z.string()).min(1),
  files: z.object({
    /** Place of a text to the condition of a film. */
    prompt: ModelFile,
    /** Velocity of the flow, with and without the condition. */
    denoiser: ModelFile,
    /** Latents to a picture. */
    decoder: ModelFile,
  }),
  /** The text encoder whose places the prompts are given in: of the film reader's model. */
  text: z.object({
    model: z.string(),
    /** Of its text graph; another text encoder has another space. */
    sha256: z.string().regex(/^[0-9a-f]{64}$/),
    dimensions: z.number().int().positive(),
  }),
  latent: z.object({ channels: z.number().int().positive(), side: z.number().int().positive() }),
  condition: z.object({ width: z.number().int().positive() }),
  flow: z.object({
    method: z.literal('heun'),
    steps: z.number().int().min(1).max(200),
    /** 1 follows the condition as it was learnt; more exaggerates it. Chosen on validation prompts. */
    guidance: z.number().positive(),
  }),
  /** Pixels along a side of the square picture. */
  picture: z.object({ size: z.number().int().min(64) }),
  /** Cosine to the nearest phrase about chest films below which a text without a chest word is another matter. */
  scope: z.object({ leastSimilarity: z.number().min(-1).max(1) }),
});

export type FilmGeneratorManifest = z.infer<typeof FilmGeneratorManifest>;
