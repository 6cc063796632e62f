import { Injectable } from '@nestjs/common';
import { frameSyntaxes, isGivenAsStored, PixelDataMissing, transcodeFrame } from '@wetread/dicom';
import type { Request, Response } from 'express';
import { type StoredObject, StoredObjects } from '../../domain/query/stored-objects';
import type { StoredInstance } from '../../domain/stored-study';
import { type FrameFormat, frameFormat } from './frame-format';
import { isFresh } from './freshness';
import { bytesPart, MultipartWriter, type Part } from './multipart-writer';
import { PieceBuffers } from './piece-buffers';
import { beginBytes, bytesBody, sendBytes, sendStream } from './send-bytes';
import { sendStretch, stretchLength, type StoredStretch } from './stored-stretch';

const NOTHING = Buffer.alloc(0);

/** Gives frames one after the other, each read when its turn comes. */
@Injectable()
export class FrameSender {
  private readonly buffers = new PieceBuffers();

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
    const stretch = numbers.length === 1 ? asStored(object, numbers[0]!, format) : null;
    if (stretch) return this.sendAsStored(request, response, stretch, format);
    await this.sendMade(request, response, { object, format, numbers });
  }

  /** One frame that is wanted as it lies in the file: its bytes pass through and are not looked at. */
  private async sendAsStored(
    request: Request,
    response: Response,
    stretch: StoredStretch,
    format: FrameFormat,
  ): Promise<void> {
    const type = partType(format);
    const { length } = stretch.place;
    if (format.framing === 'single') {
      const range = beginBytes(request, response, { type, length });
      if (!range) return;
      const place = { offset: stretch.place.offset + range.start, length: range.end - range.start + 1 };
      return this.sendStretch(request, response, { ...stretch, place });
    }
    const writer = new MultipartWriter(format.mediaType);
    const framed = { ...stretch, ...writer.around({ type, length }) };
    response.setHeader('Content-Type', writer.type);
    response.setHeader('Content-Length', stretchLength(framed));
    await this.sendStretch(request, response, framed);
  }

  private async sendStretch(request: Request, response: Response, stretch: StoredStretch): Promise<void> {
    if (request.method === 'HEAD') return void response.end();
    await sendStretch(response, stretch, this.buffers);
  }

  private async sendMade(request: Request, response: Response, order: FrameOrder): Promise<void> {
    const { format, numbers } = order;
    // The first frame is made before the status line: what cannot be decoded is then refused and not broken off.
    const first = await frameBytes(order, numbers[0]!);
    const type = partType(format);
    if (format.framing === 'single') return sendBytes(request, response, bytesBody(type, first));
    const writer = new MultipartWriter(format.mediaType);
    response.type(writer.type);
    const length = numbers.length === 1 ? writer.lengthOf([bytesPart(type, first)]) : null;
    if (length !== null) response.setHeader('Content-Length', length);
    await sendStream(request, response, () => writer.write(parts(order, first)));
  }
}

interface FrameOrder {
  object: StoredObject;
  format: FrameFormat;
  numbers: readonly number[];
}

const partType = ({ mediaType, syntax }: FrameFormat): string => `${mediaType}; transfer-syntax=${syntax}`;

function asStored(object: StoredObject, number: number, { syntax }: FrameFormat): StoredStretch | null {
  if (!isGivenAsStored(object.header, syntax)) return null;
  const place = object.framePlace(number);
  return place && { object, place, before: NOTHING, after: NOTHING };
}

async function* parts(order: FrameOrder, first: Uint8Array): AsyncGenerator<Part> {
  const type = partType(order.format);
  for (const [index, number] of order.numbers.entries())
    yield bytesPart(type, index === 0 ? first : await frameBytes(order, number));
}

const frameBytes = async ({ object, format }: FrameOrder, number: number): Promise<Uint8Array> =>
  (await transcodeFrame(object.header, await object.frame(number), number, format.syntax, object.codecs))
    .bytes;
