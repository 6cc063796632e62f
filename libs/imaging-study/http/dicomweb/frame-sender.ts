import { Readable } from 'node:stream';
import { Injectable } from '@nestjs/common';
import { frameSyntaxes, PixelDataMissing, transcodeFrame } from '@wetread/dicom';
import type { Request, Response } from 'express';
import { type StoredObject, StoredObjects } from '../../domain/query/stored-objects';
import type { StoredInstance } from '../../domain/stored-study';
import { type FrameFormat, frameFormat } from './frame-format';
import { isFresh } from './freshness';
import { bytesPart, MultipartWriter, type Part } from './multipart-writer';
import { sendBytes, sendStream } from './send-bytes';

/** Gives frames one after the other, each read when its turn comes. */
@Injectable()
export class FrameSender {
  constructor(private readonly objects: StoredObjects) {}

  /** @throws NotAcceptableException, PixelDataMissing, PixelDataDamaged, UnsupportedPixelFormat */
  async send(
    request: Request,
    response: Response,
    instance: StoredInstance,
    numbers: readonly number[],
  ): Promise<void> {
    const object = await this.objects.open(instance);
    if (!object.header.has('PixelData')) throw new PixelDataMissing('the object has no Pixel Data');
    const format = frameFormat(request, frameSyntaxes(object.header), numbers.length === 1);
    const form = `frames.${numbers.join()}.${format.framing}.${format.mediaType}.${format.syntax}`;
    if (isFresh(request, response, [instance.contentHash], form)) return;
    // The first frame is made before the status line: what cannot be decoded is then refused and not broken off.
    const first = await frameBytes(object, numbers[0]!, format);
    const type = `${format.mediaType}; transfer-syntax=${format.syntax}`;
    if (format.framing === 'single') return sendBytes(request, response, inMemory(type, first));
    const writer = new MultipartWriter(format.mediaType);
    response.type(writer.type);
    const length = numbers.length === 1 ? writer.lengthOf([bytesPart(type, first)]) : null;
    if (length !== null) response.setHeader('Content-Length', length);
    await sendStream(request, response, () => writer.write(parts(object, format, numbers, first)));
  }
}

async function* parts(
  object: StoredObject,
  format: FrameFormat,
  numbers: readonly number[],
  first: Uint8Array,
): AsyncGenerator<Part> {
  const type = `${format.mediaType}; transfer-syntax=${format.syntax}`;
  for (const [index, number] of numbers.entries())
    yield bytesPart(type, index === 0 ? first : await frameBytes(object, number, format));
}

const frameBytes = async (
  object: StoredObject,
  number: number,
  { syntax }: FrameFormat,
): Promise<Uint8Array> =>
  (await transcodeFrame(object.header, await object.frame(number), number, syntax, object.codecs)).bytes;

const inMemory = (type: string, bytes: Uint8Array) => ({
  type,
  length: bytes.length,
  stream: ({ start, end }: { start: number; end?: number } = { start: 0 }): Readable =>
    Readable.from([bytes.subarray(start, end === undefined ? undefined : end + 1)], { objectMode: false }),
});
