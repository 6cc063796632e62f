import { DomainError, type ErrorStatus } from '@wetread/kernel';
import type { DecodedFrame } from './decoded-frame';
import type { FrameRecipe } from './frame-recipe';
import type { ImagePixel } from './image-pixel';
import { type FramePicture, type PictureRecipe, pixelWorkInThisThread } from './pixel-work';
import type { CodecName, EncodedPixels, EncoderName, EncoderParameters } from './wasm-codec';

/** One frame for a pixel thread. */
export type PixelTask =
  | { kind: 'decode'; codec: CodecName; bytes: Uint8Array; image: ImagePixel }
  | {
      kind: 'encode';
      codec: EncoderName;
      bytes: Uint8Array;
      image: ImagePixel;
      parameters: EncoderParameters;
    }
  | { kind: 'samples'; recipe: FrameRecipe; bytes: Uint8Array }
  | { kind: 'picture'; recipe: PictureRecipe; bytes: Uint8Array };

/** What becomes of each kind of task. */
export interface PixelResults {
  decode: Uint8Array;
  encode: EncodedPixels;
  samples: DecodedFrame;
  picture: FramePicture;
}

/** What of an error crosses threads: its class does not. */
export interface PixelTaskError {
  code: string;
  status: ErrorStatus;
  message: string;
}

export type PixelAnswer = { result: PixelResults[keyof PixelResults] } | { error: PixelTaskError };

/** What a pixel thread does with a message; never rejects. */
export async function answerPixelTask(task: PixelTask): Promise<PixelAnswer> {
  try {
    return { result: await run(task) };
  } catch (error) {
    const { code, status } =
      error instanceof DomainError
        ? error
        : ({ code: 'dicom.pixel-data-damaged', status: 'invalid' } as const);
    return { error: { code, status, message: error instanceof Error ? error.message : String(error) } };
  }
}

/** The memory of an answer that is given away rather than copied. */
export function transferableOf(answer: PixelAnswer): ArrayBuffer[] {
  if ('error' in answer) return [];
  const { result } = answer;
  const view = result instanceof Uint8Array ? result : 'bytes' in result ? result.bytes : result.data;
  // What shares its memory with something else, such as the codecs' own, has to be copied.
  const isOwn = view.byteOffset === 0 && view.byteLength === view.buffer.byteLength;
  return isOwn && view.buffer instanceof ArrayBuffer ? [view.buffer] : [];
}

async function run(task: PixelTask): Promise<PixelResults[keyof PixelResults]> {
  const { decode, encode, samples, picture } = pixelWorkInThisThread;
  switch (task.kind) {
    // Codecs keep what they gave; a copy can be given away.
    case 'decode':
      return Uint8Array.from(await decode(task.codec, task.bytes, task.image));
    case 'encode': {
      const encoded = await encode(task.codec, task.bytes, task.image, task.parameters);
      return { ...encoded, bytes: Uint8Array.from(encoded.bytes) };
    }
    case 'samples':
      return samples(task.recipe, task.bytes);
    case 'picture':
      return picture(task.recipe, task.bytes);
  }
}
