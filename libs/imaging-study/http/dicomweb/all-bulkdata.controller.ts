import { Controller, Get, Req, Res } from '@nestjs/common';
import { type Actor, CurrentActor, DicomWebAccess, auditActorOf } from '@wetread/identity';
import { AppConfig } from '@wetread/platform';
import type { Request, Response } from 'express';
import { RetrieveObjects } from '../../application/query/retrieve-objects.use-case';
import { StoredObjects } from '../../domain/query/stored-objects';
import { BulkDataNotFound } from '../../domain/study-errors';
import type { StoredInstance } from '../../domain/stored-study';
import { acceptablesOf, covers } from './accept';
import { bulkParts, OCTETS, PIXEL_DATA } from './bulk-parts';
import { notAcceptable } from './dicomweb-errors';
import { isFresh } from './freshness';
import { MultipartWriter, type Part } from './multipart-writer';
import { type RetrieveUrls, retrieveUrls } from './retrieve-url';
import { scopeOf } from './scope';
import { sendStream } from './send-bytes';

/** Which values, by their paths. */
const WANTED = {
  bulkdata: () => true,
  pixeldata: (path: string) => path === PIXEL_DATA,
} as const;
const MULTIPART = `multipart/related; type="${OCTETS}"`;

/** WADO-RS bulk data and pixel data of whole studies, series and instances (PS3.18 section 10.4.1.1). */
@Controller('dicom-web/studies/:study')
@DicomWebAccess()
export class AllBulkDataController {
  constructor(
    private readonly retrieveObjects: RetrieveObjects,
    private readonly objects: StoredObjects,
    private readonly config: AppConfig,
  ) {}

  @Get(['bulkdata', 'series/:series/bulkdata', 'series/:series/instances/:instance/bulkdata'])
  bulkData(@Req() request: Request, @Res() response: Response, @CurrentActor() actor: Actor): Promise<void> {
    return this.send(request, response, actor, 'bulkdata');
  }

  @Get(['pixeldata', 'series/:series/pixeldata', 'series/:series/instances/:instance/pixeldata'])
  pixelData(@Req() request: Request, @Res() response: Response, @CurrentActor() actor: Actor): Promise<void> {
    return this.send(request, response, actor, 'pixeldata');
  }

  private async send(
    request: Request,
    response: Response,
    actor: Actor,
    what: keyof typeof WANTED,
  ): Promise<void> {
    if (!acceptablesOf(request).some(takesOctets)) throw notAcceptable([MULTIPART]);
    const instances = await this.retrieveObjects.execute(scopeOf(request), auditActorOf(actor));
    const urls = retrieveUrls(request, this.config);
    const hashes = instances.map(({ contentHash }) => contentHash);
    if (isFresh(request, response, hashes, `${what}.all.${urls.base}`)) return;
    const parts = this.parts(instances, urls, WANTED[what]);
    // Before the status line: there may be nothing, or something that cannot be decoded.
    const first = await parts.next();
    if (first.done) throw new BulkDataNotFound(what);
    const writer = new MultipartWriter(OCTETS);
    response.type(writer.type);
    await sendStream(request, response, () => writer.write(withFirst(first.value, parts)));
  }

  private async *parts(
    instances: readonly StoredInstance[],
    urls: RetrieveUrls,
    isWanted: (path: string) => boolean,
  ): AsyncGenerator<Part> {
    for (const instance of instances) {
      const { studyInstanceUid, seriesInstanceUid, sopInstanceUid } = instance;
      const url = urls.instance(studyInstanceUid, seriesInstanceUid, sopInstanceUid);
      yield* bulkParts(await this.objects.open(instance), url, isWanted);
    }
  }
}

const takesOctets = ({ type, parameters }: ReturnType<typeof acceptablesOf>[number]): boolean =>
  covers(type, 'multipart/related') && covers(parameters.get('type')?.toLowerCase() ?? OCTETS, OCTETS);

async function* withFirst(first: Part, others: AsyncIterable<Part>): AsyncGenerator<Part> {
  yield first;
  yield* others;
}
