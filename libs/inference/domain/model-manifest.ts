import { nihFindingCodes } from '@wetread/terminology';
import { z } from 'zod';

const Probability = z.number().min(0).max(1);
const FractionBoxSchema = z.tuple([Probability, Probability, Probability, Probability]);

const ModelFile = z.object({
  /** Relative to the manifest, inside its folder. */
  path: z.string().regex(/^(?!.*\.\.)[\w.-]+$/, 'is a plain file name beside the manifest'),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  bytes: z.number().int().positive(),
});

const FindingSpec = z.object({
  code: z.enum(nihFindingCodes),
  /** On the calibrated probability, chosen on validation patients. */
  threshold: Probability,
  /** Platt scaling: p = sigmoid(slope * logit + intercept). */
  calibration: z.object({ slope: z.number(), intercept: z.number() }),
  /** Where the finding is looked for, in fractions of the letterboxed square. */
  searchRegion: FractionBoxSchema,
});

const GateSpec = z.object({
  classes: z.array(z.string()).min(2),
  accept: z.string(),
  acceptThreshold: Probability,
  /** Coded reason of refusal for each class that is not accepted. */
  reasons: z.record(z.string(), z.string()),
});

const BandSpec = z.object({
  /** `relative`: position between the finding's threshold and 1; `absolute`: calibrated probability. */
  mode: z.enum(['relative', 'absolute']),
  likely: Probability,
  definite: Probability,
});

const EncoderSpec = z.object({
  input: z.object({
    name: z.string(),
    size: z.number().int().min(32).max(2048),
    resize: z.literal('letterbox-area'),
  }),
  findings: z.array(FindingSpec).length(nihFindingCodes.length),
  heatmap: z.object({
    height: z.number().int().positive(),
    width: z.number().int().positive(),
    /** Fraction of the map's maximum that is kept when a box is drawn. */
    boxLevel: z.number().gt(0).lte(1),
  }),
  gate: GateSpec,
  bands: BandSpec,
});

const DecoderSpec = z.object({
  layers: z.number().int().positive(),
  heads: z.number().int().positive(),
  headDim: z.number().int().positive(),
  maxTokens: z.number().int().positive(),
  bos: z.string(),
  eos: z.string(),
});

/** `manifest.json` of a model folder: what its files are, and how their numbers are to be read. */
export const ModelManifest = z
  .object({
    schema: z.literal(1),
    name: z.string().regex(/^[a-z0-9-]+$/),
    version: z.string().regex(/^\d+\.\d+\.\d+$/),
    title: z.string(),
    licence: z.string(),
    trainedAt: z.string(),
    files: z.object({ encoder: ModelFile, decoder: ModelFile, tokenizer: ModelFile }),
    encoder: EncoderSpec,
    decoder: DecoderSpec,
    metrics: z.unknown().optional(),
  })
  .refine(({ encoder }) => encoder.gate.classes.includes(encoder.gate.accept), {
    path: ['encoder', 'gate', 'accept'],
    message: 'is one of the gate classes',
  })
  .refine(
    ({ encoder }) => new Set(encoder.findings.map(({ code }) => code)).size === nihFindingCodes.length,
    {
      path: ['encoder', 'findings'],
      message: 'names every finding once',
    },
  );

export type ModelManifest = z.infer<typeof ModelManifest>;
export type ModelFile = z.infer<typeof ModelFile>;
export type FindingSpec = z.infer<typeof FindingSpec>;
export type GateSpec = z.infer<typeof GateSpec>;
export type BandSpec = z.infer<typeof BandSpec>;
export type EncoderSpec = z.infer<typeof EncoderSpec>;
export type DecoderSpec = z.infer<typeof DecoderSpec>;

/** Which weights made a reading. */
export interface ModelIdentity {
  readonly name: string;
  readonly version: string;
  /** Of `manifest.json`, which in turn pins the SHA-256 of every other file. */
  readonly sha256: string;
}
