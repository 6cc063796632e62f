import { Body, Controller, Get, HttpCode, Param, Post, Put, Query, Req, Res } from '@nestjs/common';
import { newUid } from '@wetread/dicom';
import { type Actor, auditActorOf, CurrentActor, DicomWebAccess, peerOf } from '@wetread/identity';
import { isUid } from '@wetread/kernel';
import type { Request, Response } from 'express';
import { ChangeWorkitem } from '../application/change-workitem';
import { CreateWorkitem } from '../application/create-workitem.use-case';
import { SearchWorkitems } from '../application/search-workitems.use-case';
import { workitemQuery } from '../application/workitem-query';
import { Tag, textOf } from '../domain/json-attributes';
import { type ProcedureStepState, procedureStepStates } from '../domain/procedure-step-state';
import { WorkitemInvalid } from '../domain/workitem-errors';
import { Workitems } from '../domain/workitems';
import { dataSetOf, optionalDataSetOf } from './dicom-json-body';

const DICOM_JSON = 'application/dicom+json';
const warning = (text: string): string => `299 wetread "${text}"`;

/** The Worklist Service, UPS-RS (PS3.18 chapter 11). */
@Controller('dicom-web/workitems')
@DicomWebAccess()
export class WorkitemController {
  constructor(
    private readonly createWorkitem: CreateWorkitem,
    private readonly workitems: Workitems,
    private readonly search: SearchWorkitems,
    private readonly change: ChangeWorkitem,
  ) {}

  /** Section 11.4. The UID comes as `?workitem=UID`, as a bare `?UID`, in the data set, or is made here. */
  @Post()
  async create(
    @Body() body: unknown,
    @Req() request: Request,
    @Res() response: Response,
    @CurrentActor() actor: Actor,
  ): Promise<void> {
    const attributes = dataSetOf(body);
    const uid = requestedUid(request) ?? textOf(attributes, Tag.SOPInstanceUID) ?? newUid();
    if (!isUid(uid)) throw new WorkitemInvalid('the UID of the workitem is no UID');
    await this.createWorkitem.execute({ uid, attributes, actor: auditActorOf(actor) });
    const location = `${request.protocol}://${request.get('host')}/dicom-web/workitems/${uid}`;
    response.status(201).set({ Location: location, 'Content-Location': location }).end();
  }

  /** Section 11.9. */
  @Get()
  async find(@Req() request: Request, @Res() response: Response): Promise<void> {
    const { searchParams } = new URL(request.originalUrl, 'http://unused');
    const { found, hasMore } = await this.search.execute(workitemQuery(searchParams));
    if (hasMore) response.setHeader('Warning', warning('There are additional results that can be requested'));
    if (found.length === 0) return void response.status(204).end();
    response.type(DICOM_JSON).send(JSON.stringify(found));
  }

  /** Section 11.5. */
  @Get(':workitem')
  async retrieve(@Param('workitem') uid: string, @Res() response: Response): Promise<void> {
    const { view } = await this.workitems.find(uid);
    response
      .set('Cache-Control', 'no-store')
      .type(DICOM_JSON)
      .send(JSON.stringify([view]));
  }

  /** Section 11.6. */
  @Post(':workitem')
  @HttpCode(200)
  async update(
    @Param('workitem') uid: string,
    @Query('transaction-uid') transactionUid: string | undefined,
    @Body() body: unknown,
    @CurrentActor() actor: Actor,
  ): Promise<void> {
    const attributes = dataSetOf(body);
    const key = transactionUid ?? textOf(attributes, Tag.TransactionUID);
    await this.change.execute({
      uid,
      actor: auditActorOf(actor),
      change: 'updated',
      apply: (workitem, at) => workitem.update(attributes, key, at),
    });
  }

  /** Section 11.7. */
  @Put(':workitem/state')
  async changeState(
    @Param('workitem') uid: string,
    @Body() body: unknown,
    @Res() response: Response,
    @CurrentActor() actor: Actor,
  ): Promise<void> {
    const attributes = dataSetOf(body);
    const state = stateOf(textOf(attributes, Tag.ProcedureStepState));
    const outcome = await this.change.execute({
      uid,
      actor: auditActorOf(actor),
      change: `state ${state}`,
      apply: (workitem, at) => workitem.changeState(state, textOf(attributes, Tag.TransactionUID), at),
    });
    if (outcome === 'unchanged')
      response.setHeader('Warning', warning(`The UPS is already in the requested state of ${state}`));
    response.status(200).end();
  }

  /** Section 11.8. */
  @Post(':workitem/cancelrequest')
  async requestCancellation(
    @Param('workitem') uid: string,
    @Body() body: unknown,
    @Res() response: Response,
    @CurrentActor() actor: Actor,
  ): Promise<void> {
    const reasons = optionalDataSetOf(body);
    const outcome = await this.change.execute({
      uid,
      actor: auditActorOf(actor),
      change: 'cancellation requested',
      apply: (workitem, at) => workitem.requestCancellation(reasons, peerOf(actor).slice(0, 16), at),
    });
    if (outcome === 'already-canceled')
      response.setHeader('Warning', warning('The UPS is already in the requested state of CANCELED'));
    response.status(202).end();
  }
}

/** `?workitem=1.2.3`, or `?1.2.3` as the URI template of section 11.4.1 is often read. */
function requestedUid(request: Request): string | undefined {
  const { searchParams } = new URL(request.originalUrl, 'http://unused');
  return searchParams.get('workitem') ?? [...searchParams.keys()].find(isUid);
}

function stateOf(text: string | null): ProcedureStepState {
  const state = procedureStepStates.find((one) => one === text);
  if (!state)
    throw new WorkitemInvalid(`Procedure Step State must be one of ${procedureStepStates.join(', ')}`);
  return state;
}
