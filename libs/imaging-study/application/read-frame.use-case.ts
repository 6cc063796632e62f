import { Injectable } from '@nestjs/common';
import {
  type DecodedFrame,
  type DicomObject,
  type FramePicture,
  frameRecipe,
  PixelDataDamaged,
  pictureRecipe,
  type Window,
} from '@wetread/dicom';
import { StoredObjects } from '../domain/query/stored-objects';
import type { StoredInstance } from '../domain/stored-study';
import { FrameNumberInvalid } from '../domain/study-errors';

export interface ReadFrameResult {
  object: DicomObject;
  frame: DecodedFrame;
}

/** Number of a frame from a URL, 1-based. @throws FrameNumberInvalid */
export function frameNumber(text: string, { numberOfFrames }: StoredInstance): number {
  const number = /^[0-9]{1,6}$/.test(text) ? Number(text) : 0;
  if (number < 1 || number > numberOfFrames) throw new FrameNumberInvalid(text, numberOfFrames);
  return number;
}

/** Frames that are listed for one answer at most; the longest whole slides have some hundred thousand. */
const MOST_FRAMES = 1_000_000;

/**
 * The numbers of all frames, from 1. What (0028,0008) announces costs memory here, so it must be what the object can hold:
 * a frame takes a byte at least.
 * @throws PixelDataDamaged
 */
export function everyFrame({ numberOfFrames, bytes }: StoredInstance): number[] {
  if (numberOfFrames > Math.min(bytes, MOST_FRAMES))
    throw new PixelDataDamaged(`${numberOfFrames} frames are announced, more than ${bytes} bytes can hold`);
  return Array.from({ length: numberOfFrames }, (_, index) => index + 1);
}

/** Decodes one frame of a stored instance; only that frame is read. */
@Injectable()
export class ReadFrame {
  constructor(private readonly objects: StoredObjects) {}

  /** @throws InstanceNotFound, UnsupportedTransferSyntax, UnsupportedPixelFormat, PixelDataMissing, PixelDataDamaged */
  async execute(instance: StoredInstance, number: number): Promise<ReadFrameResult> {
    const object = await this.objects.open(instance);
    const recipe = frameRecipe(object.header, number);
    const frame = await object.codecs.samples(recipe, await object.frame(number));
    return { object: object.header, frame };
  }

  /**
   * The frame as eyes want it (PS3.18 section 8.7.4): modality LUT, VOI LUT or `window`, MONOCHROME1 inverted, 8 bits.
   * @throws as {@link ReadFrame.execute}
   */
  async picture(instance: StoredInstance, number: number, window?: Window): Promise<FramePicture> {
    const object = await this.objects.open(instance);
    const recipe = pictureRecipe(object.header, number, window);
    return object.codecs.picture(recipe, await object.frame(number));
  }
}
