import { Controller, Get, Req, Res } from '@nestjs/common';
import { type Actor, CurrentActor, DicomWebAccess, auditActorOf } from '@wetread/identity';
import type { Request, Response } from 'express';
import { RetrieveObjects } from '../../application/query/retrieve-objects.use-case';
import { objectFormats } from './object-format';
import { ObjectSender } from './object-sender';
import { scopeOf } from './scope';

/** WADO-RS, Retrieve Transaction of study, series and instance resources (PS3.18 section 10.4). */
@Controller('dicom-web/studies/:study')
@DicomWebAccess()
export class RetrieveController {
  constructor(
    private readonly retrieveObjects: RetrieveObjects,
    private readonly sender: ObjectSender,
  ) {}

  @Get(['', 'series/:series', 'series/:series/instances/:instance'])
  async retrieve(
    @Req() request: Request,
    @Res() response: Response,
    @CurrentActor() actor: Actor,
  ): Promise<void> {
    const scope = scopeOf(request);
    const formats = objectFormats(request, scope.sopInstanceUid !== undefined);
    const instances = await this.retrieveObjects.execute(scope, auditActorOf(actor));
    await this.sender.send(request, response, { instances, formats });
  }
}
