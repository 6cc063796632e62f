import { Injectable } from '@nestjs/common';
import { type DecodedFrame, decodeFrameBytes, type DicomObject } from '@wetread/dicom';
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

/** Decodes one frame of a stored instance; only that frame is read. */
@Injectable()
export class ReadFrame {
  constructor(private readonly objects: StoredObjects) {}

  /** @throws InstanceNotFound, UnsupportedTransferSyntax, UnsupportedPixelFormat, PixelDataMissing, PixelDataDamaged */
  async execute(instance: StoredInstance, number: number): Promise<ReadFrameResult> {
    const object = await this.objects.open(instance);
    const encoded = await object.frame(number);
    const frame = await decodeFrameBytes(object.header, encoded, number, object.codecs);
    return { object: object.header, frame };
  }
}
