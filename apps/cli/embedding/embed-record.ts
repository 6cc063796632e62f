import type { FilmInspection, ModelIdentity, Refusal, Repair } from '@wetread/inference';

/** What `wetread embed` prints for one picture; a picture that is no frontal chest film has an embedding, too. */
export interface ImageRecord {
  source: string;
  kind: 'image';
  /** Unit length; the dot product with another is the similarity. `null` when there was nothing to see. */
  embedding: number[] | null;
  /** Faults of the stored picture that were undone before it was looked at. */
  repairs: readonly Repair[];
  /** Marks of a picture that is no patient's. */
  marks: readonly string[];
  /** Why no draft would be made of it. */
  refusal: Refusal | null;
  model: ModelIdentity;
}

/** What `wetread embed` prints for one text. */
export interface TextRecord {
  text: string;
  kind: 'text';
  embedding: number[];
  refusal: null;
  model: ModelIdentity;
}

/** @param source the file as it was named */
export const imageRecord = (
  source: string,
  { embedding, repairs, marks, refusal }: Pick<FilmInspection, 'embedding' | 'repairs' | 'marks' | 'refusal'>,
  model: ModelIdentity,
): ImageRecord => ({
  source,
  kind: 'image',
  embedding: embedding && numbers(embedding),
  repairs,
  marks,
  refusal,
  model,
});

/** @param embedding of `text`, as the engine gives it */
export const textRecord = (text: string, embedding: Float32Array, model: ModelIdentity): TextRecord => ({
  text,
  kind: 'text',
  embedding: numbers(embedding),
  refusal: null,
  model,
});

/** Nine significant digits give every float32 back (IEEE 754); more would be noise. */
const numbers = (values: Float32Array): number[] =>
  Array.from(values, (value) => Number(value.toPrecision(9)));
