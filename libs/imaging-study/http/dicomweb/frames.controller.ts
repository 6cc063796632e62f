import { Controller, Get, Param, Req, Res } from '@nestjs/common';
import { type Actor, CurrentActor, DicomWebAccess, auditActorOf } from '@wetread/identity';
import type { Request, Response } from 'express';
import { RetrieveObjects } from '../../application/query/retrieve-objects.use-case';
import { frameNumber } from '../../application/read-frame.use-case';
import { FrameSender } from './frame-sender';
import { scopeOf } from './scope';

/** WADO-RS frames (PS3.18 section 10.4.1.1.6). */
@Controller('dicom-web/studies/:study/series/:series/instances/:instance')
@DicomWebAccess()
export class FramesController {
  constructor(
    private readonly retrieveObjects: RetrieveObjects,
    private readonly sender: FrameSender,
  ) {}

  @Get('frames/:frames')
  async frames(
    @Param('frames') list: string,
    @Req() request: Request,
    @Res() response: Response,
    @CurrentActor() actor: Actor,
  ): Promise<void> {
    const [instance] = await this.retrieveObjects.execute(scopeOf(request), auditActorOf(actor));
    const numbers = list.split(',').map((number) => frameNumber(number, instance!));
    await this.sender.send(request, response, instance!, numbers);
  }
}
