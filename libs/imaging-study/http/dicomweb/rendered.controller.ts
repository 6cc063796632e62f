import { Controller, Get, Param, Req, Res } from '@nestjs/common';
import { type Actor, CurrentActor, DicomWebAccess, auditActorOf } from '@wetread/identity';
import type { Request, Response } from 'express';
import { RetrieveObjects } from '../../application/query/retrieve-objects.use-case';
import { everyFrame, frameNumber } from '../../application/read-frame.use-case';
import type { StoredInstance } from '../../domain/stored-study';
import { DocumentSender, isDocument } from './document-sender';
import { type Picture, PictureSender } from './picture-sender';
import { renderOptions } from './render-options';
import { scopeOf } from './scope';

const THUMBNAIL = { width: 128, height: 128 };

/** WADO-RS rendered resources and thumbnails, of whatever has a picture or words (PS3.18 sections 10.4.1.1.3 and 10.4.1.1.4). */
@Controller('dicom-web/studies/:study')
@DicomWebAccess()
export class RenderedController {
  constructor(
    private readonly retrieveObjects: RetrieveObjects,
    private readonly sender: PictureSender,
    private readonly documents: DocumentSender,
  ) {}

  /**
   * Of a study or series every frame is a part, or one picture stands for all; of an instance or frames likewise.
   * Documents are given where there is no picture.
   */
  @Get(['rendered', 'series/:series/rendered', 'series/:series/instances/:instance/rendered'])
  async rendered(
    @Req() request: Request,
    @Res() response: Response,
    @CurrentActor() actor: Actor,
  ): Promise<void> {
    const options = renderOptions(parametersOf(request));
    const instances = await this.retrieveObjects.execute(scopeOf(request), auditActorOf(actor));
    const pictures = instances.flatMap(everyPicture);
    const documents = instances.filter(isDocument);
    if (pictures.length === 0 && documents.length > 0)
      return this.documents.send(request, response, documents);
    await this.sender.send(request, response, { pictures, options });
  }

  @Get('series/:series/instances/:instance/frames/:frames/rendered')
  async renderedFrames(
    @Param('frames') list: string,
    @Req() request: Request,
    @Res() response: Response,
    @CurrentActor() actor: Actor,
  ): Promise<void> {
    const options = renderOptions(parametersOf(request));
    const pictures = await this.frames(list, request, actor);
    await this.sender.send(request, response, { pictures, options });
  }

  @Get(['thumbnail', 'series/:series/thumbnail', 'series/:series/instances/:instance/thumbnail'])
  async thumbnail(
    @Req() request: Request,
    @Res() response: Response,
    @CurrentActor() actor: Actor,
  ): Promise<void> {
    const { viewport = THUMBNAIL } = renderOptions(parametersOf(request));
    const instances = await this.retrieveObjects.execute(scopeOf(request), auditActorOf(actor));
    await this.sender.sendOne(request, response, {
      pictures: instances.flatMap(middleFrame),
      options: { viewport },
    });
  }

  @Get('series/:series/instances/:instance/frames/:frames/thumbnail')
  async thumbnailOfFrames(
    @Param('frames') list: string,
    @Req() request: Request,
    @Res() response: Response,
    @CurrentActor() actor: Actor,
  ): Promise<void> {
    const { viewport = THUMBNAIL } = renderOptions(parametersOf(request));
    const pictures = await this.frames(list, request, actor);
    await this.sender.sendOne(request, response, { pictures, options: { viewport } });
  }

  private async frames(list: string, request: Request, actor: Actor): Promise<Picture[]> {
    const [instance] = await this.retrieveObjects.execute(scopeOf(request), auditActorOf(actor));
    return list.split(',').map((number) => ({ instance: instance!, frame: frameNumber(number, instance!) }));
  }
}

const parametersOf = ({ originalUrl }: Request): URLSearchParams =>
  new URL(originalUrl, 'http://localhost').searchParams;

const everyPicture = (instance: StoredInstance): Picture[] =>
  instance.hasPixelData ? everyFrame(instance).map((frame) => ({ instance, frame })) : [];

/** The middle of a stack shows more of it than its end. */
const middleFrame = (instance: StoredInstance): Picture[] =>
  instance.hasPixelData ? [{ instance, frame: Math.ceil(instance.numberOfFrames / 2) }] : [];
