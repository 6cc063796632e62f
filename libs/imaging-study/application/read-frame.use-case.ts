import { Injectable } from '@nestjs/common';
import { decodeFrame, type DecodedFrame, DicomObject } from '@wetread/dicom';
import { AppConfig } from '@wetread/platform';
import type { StoredInstance } from '../domain/stored-study';
import { Studies } from '../domain/studies';
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

/** Decodes one frame of a stored instance. */
@Injectable()
export class ReadFrame {
  constructor(
    private readonly studies: Studies,
    private readonly config: AppConfig,
  ) {}

  /** @throws InstanceNotFound, UnsupportedTransferSyntax, UnsupportedPixelFormat, PixelDataMissing, PixelDataDamaged */
  async execute({ sopInstanceUid }: StoredInstance, number: number): Promise<ReadFrameResult> {
    const bytes = await this.studies.instanceBytes(sopInstanceUid);
    const object = DicomObject.parse(bytes, { inflatedBytes: this.config.limits.inflatedBytes });
    return { object, frame: await decodeFrame(object, number) };
  }
}
