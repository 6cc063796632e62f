import { Controller, Get, Param, Req, Res } from '@nestjs/common';
import { type Actor, CurrentActor, DicomWebAccess, auditActorOf } from '@wetread/identity';
import type { Request, Response } from 'express';
import { RetrieveObjects } from '../../application/query/retrieve-objects.use-case';
import { everyFrame } from '../../application/read-frame.use-case';
import { type StoredObject, StoredObjects } from '../../domain/query/stored-objects';
import { BulkDataNotFound } from '../../domain/study-errors';
import { acceptablesOf, covers } from './accept';
import { OCTETS, PIXEL_DATA } from './bulk-parts';
import { notAcceptable } from './dicomweb-errors';
import { FrameSender } from './frame-sender';
import { isFresh } from './freshness';
import { littleEndian } from './little-endian';
import { MultipartWriter, type Part } from './multipart-writer';
import { scopeOf } from './scope';
import { sendBytes, sendStream } from './send-bytes';

const DOCUMENT = '00420011';

/** WADO-RS bulk data: the values that metadata names by URL (PS3.18 section 10.4.1.1.5), little endian. */
@Controller('dicom-web/studies/:study/series/:series/instances/:instance')
@DicomWebAccess()
export class BulkDataController {
  constructor(
    private readonly retrieveObjects: RetrieveObjects,
    private readonly objects: StoredObjects,
    private readonly frames: FrameSender,
  ) {}

  @Get('bulkdata/*path')
  async bulkData(
    @Param('path') steps: string | string[],
    @Req() request: Request,
    @Res() response: Response,
    @CurrentActor() actor: Actor,
  ): Promise<void> {
    const path = [steps].flat().join('/');
    const [instance] = await this.retrieveObjects.execute(scopeOf(request), auditActorOf(actor));
    const object = await this.objects.open(instance!);
    // Compressed pixels have no value of their own: each frame is a part (PS3.18 section 8.7.3.3.2).
    if (path === PIXEL_DATA && object.header.bulk(PIXEL_DATA)?.fragments) {
      return this.frames.send(request, response, instance!, everyFrame(instance!));
    }
    const bulk = littleEndian(object, object.bulk(path));
    if (!bulk) throw new BulkDataNotFound(path);
    const { type, framing } = bulkFormat(request, documentType(object, path));
    if (isFresh(request, response, [instance!.contentHash], `bulk.${path}.${framing}`)) return;
    if (framing === 'single') return sendBytes(request, response, { type, ...bulk });
    const writer = new MultipartWriter(type);
    const part: Part = { type, length: bulk.length, body: () => bulk.stream() };
    response.type(writer.type).setHeader('Content-Length', writer.lengthOf([part]) ?? 0);
    await sendStream(request, response, () => writer.write([part]));
  }
}

const documentType = ({ header }: StoredObject, path: string): string | null =>
  path === DOCUMENT ? (header.string('MIMETypeOfEncapsulatedDocument') ?? null) : null;

function bulkFormat(
  request: Request,
  document: string | null,
): { type: string; framing: 'multipart' | 'single' } {
  const offered = document ? [document, OCTETS] : [OCTETS];
  for (const { type, parameters } of acceptablesOf(request)) {
    if (type === '*/*') return { type: OCTETS, framing: 'multipart' };
    const isMultipart = type === 'multipart/related';
    const wanted = isMultipart ? (parameters.get('type')?.toLowerCase() ?? OCTETS) : type;
    const given = offered.find((one) => covers(wanted, one));
    if (given) return { type: given, framing: isMultipart ? 'multipart' : 'single' };
  }
  throw notAcceptable(offered.flatMap((type) => [`multipart/related; type="${type}"`, type]));
}
