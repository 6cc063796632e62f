import type { GreyImage } from '../grey-image';
import type { ModelIdentity } from '../manifest/manifest-head';

/** What a film is drawn from. */
export interface FilmPrompt {
  readonly prompt: string;
  /** 0 to 2^53 - 1; the same prompt, seed and model give the same film. */
  readonly seed: number;
  /** How far the film follows its prompt; default that of the model. */
  readonly guidance?: number;
}

/** Where a generated film comes from. */
export interface FilmProvenance extends Required<FilmPrompt> {
  readonly model: ModelIdentity;
  /** SHA-256 of the text encoder that read the prompt. */
  readonly textEncoder: string;
  readonly steps: number;
  /** What the labeller reads in the prompt: the findings that were asked for and those that were ruled out. */
  readonly asked: readonly string[];
  readonly ruledOut: readonly string[];
  readonly marks: readonly string[];
}

/** A film that no patient stood for; the mark is burned in before it leaves the engine. */
export interface GeneratedFilm {
  readonly image: GreyImage;
  readonly provenance: FilmProvenance;
}

/** Draws films from text in a worker thread; needs no database. */
export interface FilmGenerator {
  readonly model: ModelIdentity;
  /** @throws ReadingFailed with the code of a PromptRefused when the prompt is of something else */
  generate(order: FilmPrompt): Promise<GeneratedFilm>;
  close(): Promise<void>;
}
