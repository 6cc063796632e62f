import { Injectable } from '@nestjs/common';
import { SopClass } from '@wetread/dicom';
import type { Request, Response } from 'express';
import { StoredObjects } from '../../domain/query/stored-objects';
import { BulkDataNotFound } from '../../domain/study-errors';
import type { StoredInstance } from '../../domain/stored-study';
import { acceptablesOf, covers } from './accept';
import { notAcceptable } from './dicomweb-errors';
import { isFresh } from './freshness';
import { sendBytes } from './send-bytes';

const PDF = 'application/pdf';
const DOCUMENT = '00420011';

/** Whether an instance is rendered as the document that it holds. */
export const isDocument = ({ sopClassUid }: StoredInstance): boolean =>
  sopClassUid === SopClass.EncapsulatedPdfStorage;

/** Gives the PDF inside an instance, which is its rendering (PS3.18 table 8.7.4-1). */
@Injectable()
export class DocumentSender {
  constructor(private readonly objects: StoredObjects) {}

  /** @throws NotAcceptableException, BulkDataNotFound */
  async send(request: Request, response: Response, instance: StoredInstance): Promise<void> {
    if (!acceptablesOf(request).some(({ type }) => covers(type, PDF))) throw notAcceptable([PDF]);
    if (isFresh(request, response, [instance.contentHash], 'pdf')) return;
    const document = (await this.objects.open(instance)).bulk(DOCUMENT);
    if (!document) throw new BulkDataNotFound(DOCUMENT);
    await sendBytes(request, response, { ...document, type: PDF });
  }
}
