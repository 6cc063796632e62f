import { Controller, Get, HttpCode, Param, Post, Put, Query, Req, Res } from '@nestjs/common';
import { type DicomJson, newUid } from '@wetread/dicom';
import { type Actor, auditActorOf, CurrentActor, DicomWebAccess, peerOf } from '@wetread/identity';
import { resultFormat, retrieveUrls, sendResults } from '@wetread/imaging-study';
import { isUid } from '@wetread/kernel';
import { AppConfig } from '@wetread/platform';
import type { Request, Response } from 'express';
import { ChangeWorkitem } from '../application/change-workitem';
import { CreateWorkitem } from '../application/create-workitem.use-case';
import { SearchWorkitems } from '../application/search-workitems.use-case';
import { workitemQuery } from '../application/workitem-query';
import { Tag, textOf } from '../domain/json-attributes';
import { type ProcedureStepState, procedureStepStates } from '../domain/procedure-step-state';
import { WorkitemInvalid } from '../domain/workitem-errors';
import { Workitems } from '../domain/workitems';
import { withReachableOutputs } from './reachable-outputs';
import { dataSetOf, optionalDataSetOf } from './request-data-set';
import { sendDataSet } from './send-data-set';

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
    private readonly config: AppConfig,
  ) {}

  /** Section 11.4. The UID comes as `?workitem=UID`, as a bare `?UID`, in the data set, or is made here. */
  @Post()
  async create(
    @Req() request: Request,
    @Res() response: Response,
    @CurrentActor() actor: Actor,
  ): Promise<void> {
    const attributes = await this.dataSet(request);
    const uid = requestedUid(request) ?? textOf(attributes, Tag.SOPInstanceUID) ?? newUid();
    if (!isUid(uid)) throw new WorkitemInvalid('the UID of the workitem is no UID');
    await this.createWorkitem.execute({ uid, attributes, actor: auditActorOf(actor) });
    const location = `${this.base(request)}/workitems/${uid}`;
    response.status(201).set({ Location: location, 'Content-Location': location }).end();
  }

  /** Section 11.9. */
  @Get()
  async find(@Req() request: Request, @Res() response: Response): Promise<void> {
    const format = resultFormat(request);
    const { searchParams } = new URL(request.originalUrl, 'http://unused');
    const { found, hasMore } = await this.search.execute(workitemQuery(searchParams));
    const base = this.base(request);
    const results = found.map((workitem) => withReachableOutputs(workitem, base));
    await sendResults(response, format, { hasMore, results: each(results) });
  }

  /** Section 11.5. */
  @Get(':workitem')
  async retrieve(
    @Param('workitem') uid: string,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const { view } = await this.workitems.find(uid);
    sendDataSet(request, response, withReachableOutputs(view, this.base(request)));
  }

  /** Section 11.6. */
  @Post(':workitem')
  @HttpCode(200)
  async update(
    @Param('workitem') uid: string,
    @Query('transaction-uid') transactionUid: string | undefined,
    @Req() request: Request,
    @CurrentActor() actor: Actor,
  ): Promise<void> {
    const attributes = await this.dataSet(request);
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
    @Req() request: Request,
    @Res() response: Response,
    @CurrentActor() actor: Actor,
  ): Promise<void> {
    const attributes = await this.dataSet(request);
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
    @Req() request: Request,
    @Res() response: Response,
    @CurrentActor() actor: Actor,
  ): Promise<void> {
    const reasons = await optionalDataSetOf(request, this.config.limits.requestBytes);
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

  private dataSet(request: Request): Promise<DicomJson> {
    return dataSetOf(request, this.config.limits.requestBytes);
  }

  private base(request: Request): string {
    return retrieveUrls(request, this.config).base;
  }
}

async function* each<Thing>(things: readonly Thing[]): AsyncGenerator<Thing> {
  yield* things;
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
