import { Injectable } from '@nestjs/common';
import { PixelDataMissing } from '@wetread/dicom';
import type { Request, Response } from 'express';
import { ReadFrame } from '../../application/read-frame.use-case';
import type { StoredInstance } from '../../domain/stored-study';
import { acceptablesOf, covers } from './accept';
import { notAcceptable } from './dicomweb-errors';
import { encodePicture, type PictureType, pictureTypes } from './encode-picture';
import { isFresh } from './freshness';
import { bytesPart, MultipartWriter, type Part } from './multipart-writer';
import type { RenderOptions } from './render-options';
import { sendStream } from './send-bytes';

/** One frame to be shown. */
export interface Picture {
  instance: StoredInstance;
  /** Counted from 1. */
  frame: number;
}

export interface PictureOrder {
  pictures: readonly Picture[];
  options: RenderOptions;
}

interface PictureFormat {
  framing: 'multipart' | 'single';
  type: PictureType;
}

/** Renders frames and gives them one by one. */
@Injectable()
export class PictureSender {
  constructor(private readonly readFrame: ReadFrame) {}

  /**
   * All pictures as parts, or one of them where the client takes a single part: the middle one stands for the rest.
   * @throws NotAcceptableException, PixelDataMissing; what decoding throws
   */
  async send(request: Request, response: Response, order: PictureOrder): Promise<void> {
    const format = pictureFormat(request);
    if (format.framing === 'single') return this.give(request, response, middleOf(order), format);
    await this.give(request, response, order, format);
  }

  /** One picture that stands for all. */
  async sendOne(request: Request, response: Response, order: PictureOrder): Promise<void> {
    await this.give(request, response, middleOf(order), { ...pictureFormat(request), framing: 'single' });
  }

  private async give(
    request: Request,
    response: Response,
    { pictures, options }: PictureOrder,
    { framing, type }: PictureFormat,
  ): Promise<void> {
    const [first] = pictures;
    if (!first) throw new PixelDataMissing('nothing in that resource has pixels');
    const form = `${type}.${pictures[0]?.frame}.${pictures.length}.${framing}.${JSON.stringify(options)}`;
    if (isFresh(request, response, hashesOf(pictures), form)) return;
    const picture = await this.render(first, type, options);
    if (framing === 'single') return void response.type(type).send(picture);
    const writer = new MultipartWriter(type);
    response.type(writer.type);
    await sendStream(request, response, () => writer.write(this.parts(pictures, picture, type, options)));
  }

  private async *parts(
    pictures: readonly Picture[],
    first: Buffer,
    type: PictureType,
    options: RenderOptions,
  ): AsyncGenerator<Part> {
    for (const [index, picture] of pictures.entries())
      yield bytesPart(type, index === 0 ? first : await this.render(picture, type, options));
  }

  private async render(
    { instance, frame }: Picture,
    type: PictureType,
    { window, ...options }: RenderOptions,
  ): Promise<Buffer> {
    return encodePicture(await this.readFrame.picture(instance, frame, window), type, options);
  }
}

const hashesOf = (pictures: readonly Picture[]) => [
  ...new Set(pictures.map(({ instance }) => instance.contentHash)),
];

const middleOf = ({ pictures, options }: PictureOrder): PictureOrder => ({
  pictures: pictures.slice(Math.floor((pictures.length - 1) / 2)).slice(0, 1),
  options,
});

/** @throws NotAcceptableException */
function pictureFormat(request: Request): PictureFormat {
  for (const { type, parameters } of acceptablesOf(request)) {
    const isMultipart = type === 'multipart/related';
    const wanted = isMultipart ? (parameters.get('type')?.toLowerCase() ?? 'image/jpeg') : type;
    const given = pictureTypes.find((one) => covers(wanted, one));
    if (given) return { framing: isMultipart ? 'multipart' : 'single', type: given };
  }
  throw notAcceptable([...pictureTypes, ...pictureTypes.map((type) => `multipart/related; type="${type}"`)]);
}
