import { Controller, NotAcceptableException, Param, Post, Req, Res } from '@nestjs/common';
import { CurrentActor, DicomWebAccess, type Actor, auditActorOf, peerOf } from '@wetread/identity';
import { studyInstanceUid } from '@wetread/kernel';
import { AppConfig } from '@wetread/platform';
import type { Request, Response } from 'express';
import { StoreInstances } from '../application/store-instances.use-case';
import { nativeDicomModel } from './dicomweb/dicom-xml';
import { retrieveUrls } from './dicomweb/retrieve-url';
import { NothingUploaded } from './stow-errors';
import { stowPayload } from './stow-payload';
import { stowResponse } from './stow-response';

const DICOM_JSON = 'application/dicom+json';
const DICOM_XML = 'application/dicom+xml';
/** A sender that stays silent for so long while a request is under way is given up. */
const SILENCE_MS = 60_000;

/** STOW-RS, the Store Transaction (PS3.18 section 10.5). */
@Controller('dicom-web/studies')
@DicomWebAccess()
export class StowController {
  constructor(
    private readonly storeInstances: StoreInstances,
    private readonly config: AppConfig,
  ) {}

  @Post()
  async store(
    @Req() request: Request,
    @Res() response: Response,
    @CurrentActor() actor: Actor,
  ): Promise<void> {
    await this.answer(request, response, actor, undefined);
  }

  @Post(':study')
  async storeInStudy(
    @Param('study') study: string,
    @Req() request: Request,
    @Res() response: Response,
    @CurrentActor() actor: Actor,
  ): Promise<void> {
    await this.answer(request, response, actor, studyInstanceUid(study));
  }

  private async answer(
    request: Request,
    response: Response,
    actor: Actor,
    study: string | undefined,
  ): Promise<void> {
    const type = request.accepts([DICOM_JSON, 'application/json', DICOM_XML]);
    if (!type) {
      throw new NotAcceptableException(`answers are ${DICOM_JSON} or ${DICOM_XML} (PS3.18 section 10.5.3.2)`);
    }
    request.setTimeout(SILENCE_MS, () => request.destroy());
    const payload = stowPayload({ headers: request.headers, body: request }, this.config.limits);
    const results = await this.storeInstances.execute({
      source: { kind: 'stow', peer: peerOf(actor) },
      actor: auditActorOf(actor),
      instances: payload,
      expectation: { studyInstanceUid: study, isJudged: true },
    });
    if (results.length === 0) throw new NothingUploaded();
    const { httpStatus, body } = stowResponse(results, retrieveUrls(request, this.config));
    const isXml = type === DICOM_XML;
    response.status(httpStatus).type(isXml ? DICOM_XML : DICOM_JSON);
    // As bytes: to a text Express adds a charset, which the type has not and clients that compare whole do not expect.
    response.send(Buffer.from(isXml ? nativeDicomModel(body) : JSON.stringify(body)));
  }
}
