import { Controller, Get, Param, Req, Res } from '@nestjs/common';
import { type Actor, CurrentActor, RequiresAbility, auditActorOf } from '@wetread/identity';
import { sopInstanceUid } from '@wetread/kernel';
import type { Request, Response } from 'express';
import { frameNumber, ReadFrame } from '../application/read-frame.use-case';
import { RecordViewing } from '../application/record-viewing.use-case';
import type { StoredInstance } from '../domain/stored-study';
import { Studies } from '../domain/studies';
import { encodePicture } from './dicomweb/encode-picture';
import { framePayload } from './frame-payload';

interface FrameRequest {
  instance: StoredInstance;
  number: number;
}

/** Frames for the reading room's viewer. */
@Controller('api/instances/:sop/frames/:frame')
@RequiresAbility('read')
export class FrameController {
  constructor(
    private readonly studies: Studies,
    private readonly readFrame: ReadFrame,
    private readonly recordViewing: RecordViewing,
  ) {}

  /** Stored values as raw bytes, described by `X-Wetread-Frame` (contract `FrameHeader`). */
  @Get('pixels')
  async pixels(
    @Param('sop') sop: string,
    @Param('frame') frame: string,
    @CurrentActor() actor: Actor,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const wanted = await this.open(sop, frame, actor);
    if (isFresh(request, response, wanted, 'pixels')) return void response.status(304).end();
    const decoded = await this.readFrame.execute(wanted.instance, wanted.number);
    const { header, pixels } = framePayload(decoded.object, decoded.frame);
    response.setHeader('X-Wetread-Frame', JSON.stringify(header));
    response.type('application/octet-stream').send(pixels);
  }

  /** The frame as a viewer shows it first: modality LUT, VOI LUT, MONOCHROME1 inverted; 8-bit PNG. */
  @Get('rendered.png')
  async rendered(
    @Param('sop') sop: string,
    @Param('frame') frame: string,
    @CurrentActor() actor: Actor,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const wanted = await this.open(sop, frame, actor);
    if (isFresh(request, response, wanted, 'png')) return void response.status(304).end();
    const picture = await this.readFrame.picture(wanted.instance, wanted.number);
    response.type('image/png').send(await encodePicture(picture, 'image/png'));
  }

  private async open(sop: string, frame: string, actor: Actor): Promise<FrameRequest> {
    const instance = await this.studies.instance(sopInstanceUid(sop));
    const number = frameNumber(frame, instance);
    await this.recordViewing.execute(instance.studyInstanceUid, auditActorOf(actor));
    return { instance, number };
  }
}

/**
 * Content never changes under its hash, so the tag is final. The browser asks each time (`no-cache`) and is answered
 * 304: access is checked and viewing recorded also when the picture comes from its cache.
 */
function isFresh(request: Request, response: Response, wanted: FrameRequest, kind: string): boolean {
  const tag = `"${wanted.instance.contentHash}.${wanted.number}.${kind}"`;
  response.setHeader('ETag', tag);
  response.setHeader('Cache-Control', 'private, no-cache');
  // Not Express's `fresh`, which gives way to a request's `Cache-Control: no-cache`: nothing newer can exist.
  return (request.get('if-none-match') ?? '').includes(tag);
}
