import { Controller, Get, NotFoundException, Options, Req, Res } from '@nestjs/common';
import { DicomWebAccess } from '@wetread/identity';
import { AppConfig } from '@wetread/platform';
import type { Request, Response } from 'express';
import { acceptablesOf, covers } from './accept';
import { wadl } from './capabilities';
import { allowOf, DicomWebResources } from './dicom-web-resources';
import { notAcceptable } from './dicomweb-errors';
import { retrieveUrls } from './retrieve-url';

const WADL = 'application/vnd.sun.wadl+xml';
const JSON_TYPE = 'application/json';

/** Retrieve Capabilities (PS3.18 section 8.9): what is served here, and in which media types. */
@Controller('dicom-web')
@DicomWebAccess()
export class CapabilitiesController {
  constructor(
    private readonly config: AppConfig,
    private readonly resources: DicomWebResources,
  ) {}

  /** Of each resource, with what it allows. */
  @Options(['', '*path'])
  options(@Req() request: Request, @Res() response: Response): void {
    const path = request.path.replace(/^\/dicom-web\/?/, '').replace(/\/$/, '');
    const methods = path === '' ? (['GET'] as const) : this.resources.methodsAt(path);
    if (!methods) throw new NotFoundException('no such resource');
    this.answer(methods, request, response);
  }

  @Get()
  get(@Req() request: Request, @Res() response: Response): void {
    this.answer(['GET'], request, response);
  }

  private answer(methods: readonly string[], request: Request, response: Response): void {
    const { base } = retrieveUrls(request, this.config);
    const resources = this.resources.all;
    response.setHeader('Allow', allowOf(methods));
    response.setHeader('Cache-Control', 'private, no-cache');
    const wanted = acceptablesOf(request);
    const offered = [WADL, 'application/xml', JSON_TYPE];
    const given = wanted.flatMap(({ type }) => offered.find((one) => covers(type, one)) ?? [])[0];
    if (!given) throw notAcceptable(offered);
    if (given === JSON_TYPE) return void response.json({ base, resources });
    response.type(given).send(wadl(base, resources));
  }
}
