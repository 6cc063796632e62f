import { createHash } from 'node:crypto';
import { DomainError } from '@wetread/kernel';
import type { EncoderOutput } from '../domain/decide-findings';
import type { GreyImage } from '../domain/grey-image';
import { judgeGate, repairOf } from '../domain/judge-gate';
import { type Letterbox, letterbox } from '../domain/letterbox';
import type { EncoderSpec } from '../domain/manifest/film-reader-manifest';
import type { GateDecision, Refusal } from '../domain/reading';
import { type Repair, undo } from '../domain/repair';

/** The vision encoder of a model. */
export interface FilmEncoder {
  /** @param square float32 `size` x `size` in 0..1, as `letterbox` makes it */
  run(square: Float32Array): Promise<EncoderOutput>;
}

/** What the encoder saw of a film at last. */
export interface FilmLook {
  readonly output: EncoderOutput;
  readonly gate: GateDecision;
  /** Faults that were undone before this look, in that order; `fit` and boxes are those of the repaired picture. */
  readonly repairs: readonly Repair[];
  readonly fit: Letterbox;
  readonly inputSha256: string;
}

/** Shows a picture to the encoder; a fault that the gate sees and that can be undone is undone and the gate asked again. */
export async function lookAtFilm(
  picture: GreyImage,
  encoder: FilmEncoder,
  spec: EncoderSpec,
): Promise<FilmLook> {
  const repairs: Repair[] = [];
  for (let image = picture; ;) {
    const { square, fit } = letterbox(image, spec.input.size);
    const output = await encoder.run(square);
    const gate = judgeGate(output, spec);
    const fault = repairOf(gate, spec.gate, repairs);
    if (fault === null) return { output, gate, repairs, fit, inputSha256: hashOf(square) };
    repairs.push(fault);
    image = undo(image, fault);
  }
}

/** The picture, or the refusal of a film whose pixels cannot be decoded: it is told, never a black picture. */
export async function decoded(picture: () => Promise<GreyImage>): Promise<GreyImage | Refusal> {
  try {
    return await picture();
  } catch (error) {
    if (error instanceof DomainError) return { code: error.code, reason: `${error.message}.` };
    throw error;
  }
}

/** Every machine that runs Node is little-endian; the hash is of float32 little-endian values. */
const hashOf = (square: Float32Array): string =>
  createHash('sha256')
    .update(new Uint8Array(square.buffer, square.byteOffset, square.byteLength))
    .digest('hex');
