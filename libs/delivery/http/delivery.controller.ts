import { Controller, Get, Header, HttpCode, Param, ParseUUIDPipe, Post, Query } from '@nestjs/common';
import {
  type Delivery as DeliveryBody,
  type DeliveryDetail,
  type DeliveryPage,
  DeliveryQuery,
} from '@wetread/contracts';
import { type Actor, CurrentActor, RequiresAbility, auditActorOf } from '@wetread/identity';
import { zodQuery } from '@wetread/platform';
import { ResendDelivery } from '../application/resend-delivery.use-case';
import { SkipDelivery } from '../application/skip-delivery.use-case';
import { Deliveries } from '../domain/deliveries';
import { attemptBody, deliveryBody } from './delivery-bodies';

/** The ledger: what went where, under which id, what the peer said. */
@Controller('api/deliveries')
@RequiresAbility('manage-connections')
export class DeliveryController {
  constructor(
    private readonly deliveries: Deliveries,
    private readonly resendDelivery: ResendDelivery,
    private readonly skipDelivery: SkipDelivery,
  ) {}

  @Get()
  @Header('Cache-Control', 'no-store')
  async page(@Query(zodQuery(DeliveryQuery)) query: DeliveryQuery): Promise<DeliveryPage> {
    const { limit, offset, ...filter } = query;
    const { deliveries, total } = await this.deliveries.page(filter, limit, offset);
    return { deliveries: deliveries.map(deliveryBody), total };
  }

  @Get(':id')
  @Header('Cache-Control', 'no-store')
  async one(@Param('id', ParseUUIDPipe) id: string): Promise<DeliveryDetail> {
    const delivery = await this.deliveries.named(id);
    const history = await this.deliveries.history(id);
    return { ...deliveryBody(delivery), history: history.map(attemptBody) };
  }

  @Post(':id/resend')
  @HttpCode(200)
  async resend(@Param('id', ParseUUIDPipe) id: string, @CurrentActor() actor: Actor): Promise<DeliveryBody> {
    return deliveryBody(await this.resendDelivery.execute(id, auditActorOf(actor)));
  }

  @Post(':id/skip')
  @HttpCode(200)
  async skip(@Param('id', ParseUUIDPipe) id: string, @CurrentActor() actor: Actor): Promise<DeliveryBody> {
    return deliveryBody(await this.skipDelivery.execute(id, auditActorOf(actor)));
  }
}

/** Whoever may read a report may see whom it has reached. */
@Controller('api/reports/:id/deliveries')
export class ReportDeliveriesController {
  constructor(private readonly deliveries: Deliveries) {}

  @Get()
  @RequiresAbility('read')
  @Header('Cache-Control', 'no-store')
  async page(@Param('id', ParseUUIDPipe) reportId: string): Promise<DeliveryPage> {
    const { deliveries, total } = await this.deliveries.page({ reportId }, 500, 0);
    return { deliveries: deliveries.map(deliveryBody), total };
  }
}
