import {
  Body,
  Controller,
  Delete,
  Get,
  Header,
  HttpCode,
  Param,
  ParseUUIDPipe,
  Post,
  Put,
  Query,
} from '@nestjs/common';
import {
  type Destination as DestinationBody,
  DestinationListQuery,
  DestinationRetirement,
  DestinationSettings,
  type DestinationTest,
  type ResendResult,
} from '@wetread/contracts';
import { type Actor, CurrentActor, RequiresAbility, auditActorOf } from '@wetread/identity';
import { zodBody, zodQuery } from '@wetread/platform';
import { AddDestination } from '../application/add-destination.use-case';
import { ChangeDestination } from '../application/change-destination.use-case';
import { ResendDeadLetters } from '../application/resend-dead-letters.use-case';
import { RetireDestination } from '../application/retire-destination.use-case';
import { TestDestination } from '../application/test-destination.use-case';
import { Destinations } from '../domain/destinations';
import { destinationBody } from './delivery-bodies';

/** Where results go, and how their receivers are. */
@Controller('api/destinations')
@RequiresAbility('manage-connections')
export class DestinationController {
  constructor(
    private readonly destinations: Destinations,
    private readonly addDestination: AddDestination,
    private readonly changeDestination: ChangeDestination,
    private readonly retireDestination: RetireDestination,
    private readonly testDestination: TestDestination,
    private readonly resendDeadLetters: ResendDeadLetters,
  ) {}

  @Get()
  @Header('Cache-Control', 'no-store')
  async list(
    @Query(zodQuery(DestinationListQuery)) { retired }: DestinationListQuery,
  ): Promise<DestinationBody[]> {
    const counts = await this.destinations.counts();
    const destinations = await this.destinations.list(retired === 'true' ? 'all' : undefined);
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
    return destinationBody(await this.addDestination.execute(settings, auditActorOf(actor)));
  }

  @Put(':id')
  async change(
    @Param('id', ParseUUIDPipe) id: string,
    @Body(zodBody(DestinationSettings)) settings: DestinationSettings,
    @CurrentActor() actor: Actor,
  ): Promise<DestinationBody> {
    await this.changeDestination.execute(id, settings, auditActorOf(actor));
    return this.one(id);
  }

  /** It gets nothing any more; what it was sent stays in the ledger. */
  @Delete(':id')
  async retire(
    @Param('id', ParseUUIDPipe) id: string,
    @Query(zodQuery(DestinationRetirement)) { undelivered }: DestinationRetirement,
    @CurrentActor() actor: Actor,
  ): Promise<DestinationBody> {
    await this.retireDestination.execute(id, undelivered, auditActorOf(actor));
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
    return this.resendDeadLetters.execute(id, auditActorOf(actor));
  }
}
