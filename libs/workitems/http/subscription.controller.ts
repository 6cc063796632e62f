import { Controller, Delete, HttpCode, Param, Post, Query, Req, Res } from '@nestjs/common';
import { type Actor, auditActorOf, CurrentActor, DicomWebAccess } from '@wetread/identity';
import { retrieveUrls } from '@wetread/imaging-study';
import { AppConfig } from '@wetread/platform';
import type { Request, Response } from 'express';
import { Subscribe } from '../application/subscribe.use-case';
import { FILTERED_WORKITEMS } from '../domain/subscription';

const OWN_PARAMETERS = ['deletionlock', 'filter'];

/** Subscriptions to workitems (PS3.18 sections 11.10 to 11.12). */
@Controller('dicom-web/workitems/:workitem/subscribers/:subscriber')
@DicomWebAccess()
export class SubscriptionController {
  constructor(
    private readonly subscribe: Subscribe,
    private readonly config: AppConfig,
  ) {}

  /** Answers where the event channel is to be opened (section 11.10.3). */
  @Post()
  async open(
    @Param('workitem') target: string,
    @Param('subscriber') subscriber: string,
    @Query('deletionlock') deletionLock: string | undefined,
    @Req() request: Request,
    @Res() response: Response,
    @CurrentActor() actor: Actor,
  ): Promise<void> {
    const filter = target === FILTERED_WORKITEMS ? filterOf(request) : null;
    const subscription = { subscriber, target, deletionLock: deletionLock === 'true', filter };
    await this.subscribe.execute(subscription, auditActorOf(actor));
    const base = retrieveUrls(request, this.config).base.replace(/^http/, 'ws');
    const channel = `${base}/subscribers/${encodeURIComponent(subscriber)}`;
    response.status(201).set('Content-Location', channel).end();
  }

  @Delete()
  @HttpCode(200)
  async close(
    @Param('workitem') target: string,
    @Param('subscriber') subscriber: string,
    @CurrentActor() actor: Actor,
  ): Promise<void> {
    await this.subscribe.end(subscriber, target, auditActorOf(actor));
  }

  /** Section 11.12: nothing more of workitems to come, the events of the subscribed ones go on. */
  @Post('suspend')
  @HttpCode(200)
  async suspend(
    @Param('workitem') target: string,
    @Param('subscriber') subscriber: string,
    @CurrentActor() actor: Actor,
  ): Promise<void> {
    await this.subscribe.suspend(subscriber, target, auditActorOf(actor));
  }
}

/** `?filter=name=value,name=value`, or the parameters themselves. */
function filterOf(request: Request): string {
  const { searchParams } = new URL(request.originalUrl, 'http://unused');
  const filter = searchParams.get('filter');
  if (filter) return filter.replaceAll(',', '&');
  for (const name of OWN_PARAMETERS) searchParams.delete(name);
  return searchParams.toString();
}
