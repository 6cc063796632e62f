import { Injectable } from '@nestjs/common';
import type { ExportFormat } from '@wetread/contracts';
import type { ReportDocument } from '../domain/report-document';
import type { Audience } from '../domain/revision-history';
import { reportRenderers } from '../rendering/report-renderers';
import { EvidencePictures } from './evidence-pictures';
import { ReportFacts } from './report-facts';

/** A revision as a file. */
export interface RenderedReport {
  readonly document: ReportDocument;
  readonly bytes: Uint8Array;
  readonly mediaType: string;
  /** Of a file's name, without the dot. */
  readonly extension: string;
}

/**
 * Makes a file of one revision; unaudited, for use cases that record what becomes of it. The same revision gives
 * the same bytes and UIDs for as long as its study's patient and order data stay as they are.
 */
@Injectable()
export class RenderReport {
  constructor(
    private readonly facts: ReportFacts,
    private readonly pictures: EvidencePictures,
  ) {}

  /** What a rendering of the revision tells; the current one without a number. @throws ReportNotFound */
  document(reportId: string, revision?: number, audience?: Audience): Promise<ReportDocument> {
    return this.facts.document(reportId, revision, audience);
  }

  /** @throws ReportNotFound, NothingToRender */
  async execute(wanted: {
    reportId: string;
    revision?: number;
    format: ExportFormat;
    audience?: Audience;
  }): Promise<RenderedReport> {
    const document = await this.document(wanted.reportId, wanted.revision, wanted.audience);
    const { mediaType, extension, render } = reportRenderers[wanted.format];
    return { document, bytes: await render(document, this.pictures), mediaType, extension };
  }
}
