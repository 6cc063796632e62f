import { Controller, Get, Req, Res } from '@nestjs/common';
import type { DicomJson } from '@wetread/dicom';
import { type Actor, CurrentActor, DicomWebAccess, auditActorOf } from '@wetread/identity';
import { AppConfig } from '@wetread/platform';
import type { Request, Response } from 'express';
import { RetrieveObjects } from '../../application/query/retrieve-objects.use-case';
import { type StoredObject, StoredObjects } from '../../domain/query/stored-objects';
import type { StoredInstance } from '../../domain/stored-study';
import { isFresh } from './freshness';
import { type RetrieveUrls, retrieveUrls } from './retrieve-url';
import { scopeOf } from './scope';
import { resultFormat, sendResults } from './search-response';

/** WADO-RS metadata: all attributes, and URLs for what is bulk data (PS3.18 section 10.4.1.1.2). */
@Controller('dicom-web/studies/:study')
@DicomWebAccess()
export class MetadataController {
  constructor(
    private readonly retrieveObjects: RetrieveObjects,
    private readonly objects: StoredObjects,
    private readonly config: AppConfig,
  ) {}

  @Get(['metadata', 'series/:series/metadata', 'series/:series/instances/:instance/metadata'])
  async metadata(
    @Req() request: Request,
    @Res() response: Response,
    @CurrentActor() actor: Actor,
  ): Promise<void> {
    const format = resultFormat(request);
    const instances = await this.retrieveObjects.execute(scopeOf(request), auditActorOf(actor));
    const urls = retrieveUrls(request, this.config);
    const hashes = instances.map(({ contentHash }) => contentHash);
    if (isFresh(request, response, hashes, `metadata.${format}.${urls.base}`)) return;
    await sendResults(response, format, { hasMore: false, results: this.each(instances, urls) });
  }

  private async *each(instances: readonly StoredInstance[], urls: RetrieveUrls): AsyncGenerator<DicomJson> {
    for (const instance of instances) yield metadataOf(await this.objects.open(instance), urls);
  }
}

/** The data set as JSON, which is UTF-8 whatever it was; with the transfer syntax that its pixels can be had in. */
function metadataOf({ instance, header, transferSyntaxUid }: StoredObject, urls: RetrieveUrls): DicomJson {
  const { studyInstanceUid, seriesInstanceUid, sopInstanceUid } = instance;
  const url = urls.instance(studyInstanceUid, seriesInstanceUid, sopInstanceUid);
  return {
    ...header.toDicomJson({ bulkDataUri: (path) => `${url}/bulkdata/${path}` }),
    '00080005': { vr: 'CS', Value: ['ISO_IR 192'] },
    // Available Transfer Syntax UID.
    '00083002': { vr: 'UI', Value: [transferSyntaxUid] },
  };
}
