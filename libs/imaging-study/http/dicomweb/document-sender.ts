import { Injectable } from '@nestjs/common';
import { SopClass } from '@wetread/dicom';
import type { Request, Response } from 'express';
import { StoredObjects } from '../../domain/query/stored-objects';
import { BulkDataNotFound } from '../../domain/study-errors';
import type { StoredInstance } from '../../domain/stored-study';
import { acceptablesOf, covers } from './accept';
import { notAcceptable } from './dicomweb-errors';
import { isFresh } from './freshness';
import { MultipartWriter, type Part } from './multipart-writer';
import { reportHtml } from './report/report-html';
import { reportText } from './report/report-text';
import { type ReportTree, reportTree } from './report/report-tree';
import { bytesBody, sendBytes, sendStream, type SizedBody } from './send-bytes';

const PDF = 'application/pdf';
const DOCUMENT = '00420011';
/** UIDs of the storage classes of structured reports (PS3.4 section B.5.1.5), key object selections included. */
const STRUCTURED_REPORTS = '1.2.840.10008.5.1.4.1.1.88.';
const WRITERS: Readonly<Record<string, (report: ReportTree) => string>> = {
  'text/html': reportHtml,
  'text/plain': reportText,
};
/** The page is made of what strangers sent: nothing in it runs, whatever slips through. */
const POLICY = "sandbox; default-src 'none'; style-src 'unsafe-inline'";

/** Media types in which an instance is rendered as a document, the usual one first (PS3.18 table 8.7.4-1). */
function typesOf({ sopClassUid }: StoredInstance): readonly string[] {
  if (sopClassUid === SopClass.EncapsulatedPdfStorage) return [PDF];
  return sopClassUid.startsWith(STRUCTURED_REPORTS) ? Object.keys(WRITERS) : [];
}

/** Whether an instance is rendered as a document. */
export const isDocument = (instance: StoredInstance): boolean => typesOf(instance).length > 0;

interface DocumentFormat {
  type: string;
  framing: 'multipart' | 'single';
  instances: readonly StoredInstance[];
}

/** Gives the PDF inside an instance, or a structured report in words. */
@Injectable()
export class DocumentSender {
  constructor(private readonly objects: StoredObjects) {}

  /** One document alone or as a part, several as parts. @throws NotAcceptableException, BulkDataNotFound */
  async send(request: Request, response: Response, documents: readonly StoredInstance[]): Promise<void> {
    const { type, framing, instances } = documentFormat(request, documents);
    const hashes = instances.map(({ contentHash }) => contentHash);
    if (isFresh(request, response, hashes, `document.${type}.${framing}`)) return;
    // A PDF is shown by a plug-in, which a sandbox would stop.
    if (type !== PDF) response.setHeader('Content-Security-Policy', POLICY);
    if (framing === 'single') return sendBytes(request, response, await this.body(instances[0]!, type));
    const writer = new MultipartWriter(type);
    response.type(writer.type);
    await sendStream(request, response, () => writer.write(this.parts(instances, type)));
  }

  private async *parts(instances: readonly StoredInstance[], type: string): AsyncGenerator<Part> {
    for (const instance of instances) {
      const { length, stream, type: partType } = await this.body(instance, type);
      yield { type: partType, length, body: () => stream() };
    }
  }

  private async body(instance: StoredInstance, type: string): Promise<SizedBody> {
    const object = await this.objects.open(instance);
    const write = WRITERS[type];
    if (write) return bytesBody(`${type}; charset=utf-8`, Buffer.from(write(reportTree(object.header))));
    const document = object.bulk(DOCUMENT);
    if (!document) throw new BulkDataNotFound(DOCUMENT);
    return { length: document.length, stream: (range) => document.stream(range), type };
  }
}

function documentFormat(request: Request, documents: readonly StoredInstance[]): DocumentFormat {
  const offered = [...new Set(documents.flatMap(typesOf))];
  for (const { type, parameters } of acceptablesOf(request)) {
    const isMultipart = type === 'multipart/related';
    const wanted = isMultipart ? (parameters.get('type')?.toLowerCase() ?? '*/*') : type;
    const given = offered.find((one) => covers(wanted, one));
    if (given === undefined) continue;
    const instances = documents.filter((instance) => typesOf(instance).includes(given));
    if (isMultipart || (instances.length > 1 && wanted === '*/*'))
      return { type: given, framing: 'multipart', instances };
    if (instances.length === 1) return { type: given, framing: 'single', instances };
  }
  const alone = documents.length === 1 ? offered : [];
  throw notAcceptable([...alone, ...offered.map((type) => `multipart/related; type="${type}"`)]);
}
