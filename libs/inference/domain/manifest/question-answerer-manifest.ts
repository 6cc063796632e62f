import { z } from 'zod';
import { manifestHead, ModelFile } from './manifest-head';

const Probability = z.number().min(0).max(1);

const ClassSpec = z.object({
  /** In the order of the logits. */
  names: z.array(z.string().min(1)).min(2),
  /** Divides the logits; chosen on validation pictures. */
  temperature: z.number().positive(),
});

/** A model that answers questions about a picture: what its files are, and how their numbers are to be read. */
export const QuestionAnswererManifest = z.object({
  ...manifestHead,
  kind: z.literal('question-answerer'),
  /** What the weights have learnt from, with its terms. */
  sources: z.array(z.string()).min(1),
  files: z.object({
    /** Picture to cells and classes. */
    picture: ModelFile,
    /** Questions of one picture to answer logits. */
    question: ModelFile,
    tokenizer: ModelFile,
    /** The answers in the order of the logits. */
    answers: ModelFile,
  }),
  input: z.object({
    name: z.string(),
    size: z.number().int().min(32).max(2048),
    resize: z.literal('letterbox-area'),
  }),
  text: z.object({
    /** Longer questions are cut; the closing token stays. */
    maxTokens: z.number().int().min(3),
    /** Token that fills a batch up to its longest question. */
    pad: z.string(),
  }),
  answers: z.object({
    /** Divides the answer logits; chosen on validation questions. */
    temperature: z.number().positive(),
    /** Confidence below which no answer is given; chosen on validation questions. */
    abstainBelow: Probability,
  }),
  /** What the picture alone tells. */
  classes: z.object({ modality: ClassSpec, plane: ClassSpec, organ: ClassSpec }),
});

export type QuestionAnswererManifest = z.infer<typeof QuestionAnswererManifest>;

/** `answers.json` of such a model. */
export const AnswerList = z.object({
  /** The first class, which is never said: the question is not about the picture. */
  outside: z.string(),
  /** The other classes in their order; `null`: learnt from, but somebody's own words, and never said. */
  answers: z.array(z.string().min(1).nullable()).min(2),
});
export type AnswerList = z.infer<typeof AnswerList>;
