import { Controller, Get, Param, Req, Res, UseFilters } from '@nestjs/common';
import { type Actor, auditActorOf, CurrentActor, Public, RequiresAbility } from '@wetread/identity';
import { AppConfig } from '@wetread/platform';
import type { Request, Response } from 'express';
import { capabilityStatement } from '../../application/fhir/capability-statement';
import { FhirKinds } from '../../application/fhir/fhir-kinds';
import { ReadFhirResource } from '../../application/fhir/read-fhir-resource.use-case';
import { SearchFhirResources } from '../../application/fhir/search-fhir-resources.use-case';
import { baseOf, requireJson, sendResource } from './fhir-answer';
import { OperationOutcomeFilter } from './operation-outcome.filter';
import { searchSet } from './search-set';

/** FHIR R4, to be read: what the types of {@link FhirKinds} can be asked for. */
@Controller('fhir')
@UseFilters(OperationOutcomeFilter)
@RequiresAbility('read')
export class FhirController {
  constructor(
    private readonly kinds: FhirKinds,
    private readonly reading: ReadFhirResource,
    private readonly searching: SearchFhirResources,
    private readonly config: AppConfig,
  ) {}

  @Get('metadata')
  @Public()
  metadata(@Req() request: Request, @Res() response: Response): void {
    requireJson(request);
    const server = { url: baseOf(request, this.config), version: '0.1.0' };
    sendResource(request, response, capabilityStatement(this.kinds.all, server));
  }

  @Get(':type')
  async search(
    @Param('type') type: string,
    @CurrentActor() actor: Actor,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    requireJson(request);
    const query = new URL(request.originalUrl, 'http://localhost').searchParams;
    const page = await this.searching.execute({ type, query, actor: auditActorOf(actor) });
    const base = baseOf(request, this.config);
    sendResource(request, response, searchSet(page, { base, type, query }));
  }

  @Get(':type/:id')
  async read(
    @Param('type') type: string,
    @Param('id') id: string,
    @CurrentActor() actor: Actor,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    requireJson(request);
    sendResource(request, response, await this.reading.execute({ type, id, actor: auditActorOf(actor) }));
  }

  @Get(':type/:id/_history/:version')
  async readVersion(
    @Param('type') type: string,
    @Param('id') id: string,
    @Param('version') version: string,
    @CurrentActor() actor: Actor,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    requireJson(request);
    const resource = await this.reading.execute({ type, id, version, actor: auditActorOf(actor) });
    sendResource(request, response, resource);
  }
}
