import { Body, Controller, Get, Header, HttpCode, Param, ParseUUIDPipe, Post, Put } from '@nestjs/common';
import {
  type Destination as DestinationBody,
  DestinationSettings,
  type DestinationTest,
  type ResendResult,
} from '@wetread/contracts';
import { type Actor, CurrentActor, RequiresAbility } from '@wetread/identity';
import { zodBody } from '@wetread/platform';
import { KeepDestinations } from '../application/keep-destinations.use-case';
import { ResendDeliveries } from '../application/resend-deliveries.use-case';
import { TestDestination } from '../application/test-destination.use-case';
import { Destinations } from '../domain/destinations';
import { auditActorOf } from './audit-actor';
import { destinationBody } from './delivery-bodies';

/** Where results go, and how their receivers are. */
@Controller('api/destinations')
@RequiresAbility('manage-connections')
export class DestinationController {
  constructor(
    private readonly destinations: Destinations,
    private readonly keepDestinations: KeepDestinations,
    private readonly testDestination: TestDestination,
    private readonly resendDeliveries: ResendDeliveries,
  ) {}

  @Get()
  @Header('Cache-Control', 'no-store')
  async list(): Promise<DestinationBody[]> {
    const counts = await this.destinations.counts();
    const destinations = await this.destinations.list();
    return destinations.map((destination) => destinationBody(destination, counts.get(destination.id)));
  }

  @Get(':id')
  @Header('Cache-Control', 'no-store')
  async one(@Param('id', ParseUUIDPipe) id: string): Promise<DestinationBody> {
    const destination = await this.destinations.find(id);
    return destinationBody(destination, (await this.destinations.counts(id)).get(id));
  }

  @Post()
  async add(
    @Body(zodBody(DestinationSettings)) settings: DestinationSettings,
    @CurrentActor() actor: Actor,
  ): Promise<DestinationBody> {
    return destinationBody(await this.keepDestinations.add(settings, auditActorOf(actor)));
  }

  @Put(':id')
  async change(
    @Param('id', ParseUUIDPipe) id: string,
    @Body(zodBody(DestinationSettings)) settings: DestinationSettings,
    @CurrentActor() actor: Actor,
  ): Promise<DestinationBody> {
    await this.keepDestinations.change(id, settings, auditActorOf(actor));
    return this.one(id);
  }

  @Post(':id/test')
  @HttpCode(200)
  test(@Param('id', ParseUUIDPipe) id: string): Promise<DestinationTest> {
    return this.testDestination.execute(id);
  }

  /** All dead letters of a destination at once. */
  @Post(':id/resend')
  @HttpCode(200)
  resend(@Param('id', ParseUUIDPipe) id: string, @CurrentActor() actor: Actor): Promise<ResendResult> {
    return this.resendDeliveries.resendAll(id, auditActorOf(actor));
  }
}
