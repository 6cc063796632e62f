import { nihFindingCodes } from '@wetread/terminology';
import { z } from 'zod';
import { repairs } from '../repair';
import { manifestHead, ModelFile } from './manifest-head';

const Probability = z.number().min(0).max(1);
const FractionBoxSchema = z.tuple([Probability, Probability, Probability, Probability]);

const FindingSpec = z.object({
  code: z.enum(nihFindingCodes),
  /** On the calibrated probability, chosen on validation patients. */
  threshold: Probability,
  /** Platt scaling: p = sigmoid(slope * logit + intercept). */
  calibration: z.object({ slope: z.number(), intercept: z.number() }),
  /** Where the finding is looked for, in fractions of the letterboxed square. */
  searchRegion: FractionBoxSchema,
  /** How its box is drawn: cells of at least `level` x the map's maximum, then each side times `grow`. */
  box: z.object({ level: z.number().gt(0).lte(1), grow: z.number().gt(0).lte(4) }),
});

const GateSpec = z
  .object({
    classes: z.array(z.string()).min(2),
    accept: z.string(),
    /** Softmax probability of `accept` from which a film is read. */
    acceptThreshold: Probability,
    /** Softmax probability of a repairable class from which its fault is undone and the picture judged again. */
    repairThreshold: Probability,
    /** The classes that can be undone. */
    repairs: z.array(z.enum(repairs)),
    /** What a picture's novelty may be at most; above it the picture is unlike everything that was learnt. */
    noveltyLimit: z.number(),
    /** Coded reason of refusal for each class that is not accepted. */
    reasons: z.record(z.string(), z.string()),
  })
  .refine(({ classes, accept }) => classes.includes(accept), {
    path: ['accept'],
    message: 'is one of the gate classes',
  })
  .refine(({ classes, repairs }) => repairs.every((repair) => classes.includes(repair)), {
    path: ['repairs'],
    message: 'are gate classes',
  })
  .refine(({ classes, accept, reasons }) => classes.every((name) => name === accept || name in reasons), {
    path: ['reasons'],
    message: 'name every class that is not accepted',
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
  }),
  gate: GateSpec,
  /** Frontal views in the order of `view_logits`. */
  views: z.tuple([z.literal('PA'), z.literal('AP')]),
  bands: BandSpec,
  /** Of the space that pictures and texts share. */
  embedding: z.object({ dimensions: z.number().int().positive() }),
});

const DecoderSpec = z.object({
  layers: z.number().int().positive(),
  heads: z.number().int().positive(),
  headDim: z.number().int().positive(),
  maxTokens: z.number().int().positive(),
  bos: z.string(),
  eos: z.string(),
  /** Of the film's place among pictures and texts, which conditions every sentence. */
  place: z.object({ dimensions: z.number().int().positive() }),
  /** How many beginnings of a sentence are kept; as many candidates are read back. 1 is greedy decoding. */
  beamWidth: z.number().int().min(1).max(16),
  /** Candidates are ordered by log probability / length ** penalty: 0 likes short sentences, 1 none more than another. */
  lengthPenalty: z.number().min(0).max(2),
  /** No sentence ends before so many tokens. */
  minTokens: z.number().int().min(1),
});

const TextSpec = z.object({
  /** Longer texts are cut; the closing token stays. */
  maxTokens: z.number().int().min(3),
  /** Token that fills a batch up to its longest text. */
  pad: z.string(),
  dimensions: z.number().int().positive(),
});

/** A model that reads frontal chest films and drafts: what its files are, and how their numbers are to be read. */
export const FilmReaderManifest = z
  .object({
    ...manifestHead,
    kind: z.literal('film-reader'),
    files: z.object({
      encoder: ModelFile,
      decoder: ModelFile,
      /** Of the decoder. */
      tokenizer: ModelFile,
      text: ModelFile,
      textTokenizer: ModelFile,
    }),
    encoder: EncoderSpec,
    decoder: DecoderSpec,
    text: TextSpec,
  })
  .refine(({ encoder, text }) => encoder.embedding.dimensions === text.dimensions, {
    path: ['text', 'dimensions'],
    message: 'is that of the encoder: pictures and texts share one space',
  })
  .refine(({ encoder, decoder }) => encoder.embedding.dimensions === decoder.place.dimensions, {
    path: ['decoder', 'place'],
    message: 'has the dimensions of the encoder: a film is conditioned on by where it lies',
  })
  .refine(
    ({ encoder }) => new Set(encoder.findings.map(({ code }) => code)).size === nihFindingCodes.length,
    {
      path: ['encoder', 'findings'],
      message: 'names every finding once',
    },
  );

export type FilmReaderManifest = z.infer<typeof FilmReaderManifest>;
export type FindingSpec = z.infer<typeof FindingSpec>;
export type GateSpec = z.infer<typeof GateSpec>;
export type BandSpec = z.infer<typeof BandSpec>;
export type EncoderSpec = z.infer<typeof EncoderSpec>;
export type DecoderSpec = z.infer<typeof DecoderSpec>;
export type TextSpec = z.infer<typeof TextSpec>;
