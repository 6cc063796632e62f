import { Injectable } from '@nestjs/common';
import { AuditTrail, type AuditActor } from '@wetread/audit';
import type { ExportFormat } from '@wetread/contracts';
import { contentHash } from '@wetread/kernel';
import type { ReportDocument } from '../domain/report-document';
import { renderPdf } from '../rendering/pdf/render-pdf';
import { renderFhir } from '../rendering/render-fhir';
import { renderSr } from '../rendering/render-sr';
import { renderText } from '../rendering/render-text';
import { EvidencePictures } from './evidence-pictures';
import { ReportFacts } from './report-facts';

export interface ExportedReport {
  readonly bytes: Uint8Array;
  readonly mediaType: string;
  /** Holds the report's id and no PHI. */
  readonly fileName: string;
}

const mediaTypes: Readonly<Record<ExportFormat, readonly [type: string, extension: string]>> = {
  text: ['text/plain; charset=utf-8', 'txt'],
  pdf: ['application/pdf', 'pdf'],
  fhir: ['application/fhir+json; charset=utf-8', 'json'],
  sr: ['application/dicom', 'dcm'],
};

/** Renders the current revision in one of the formats. What leaves is recorded before it leaves. */
@Injectable()
export class ExportReport {
  constructor(
    private readonly facts: ReportFacts,
    private readonly pictures: EvidencePictures,
    private readonly audit: AuditTrail,
  ) {}

  /** @throws ReportNotFound */
  async execute(command: {
    reportId: string;
    format: ExportFormat;
    actor: AuditActor;
  }): Promise<ExportedReport> {
    const { reportId, format, actor } = command;
    const document = await this.facts.document(reportId);
    const bytes = await this.render(document, format);
    const { revision, status, contentHash: hash, study } = document;
    await this.audit.record({
      action: 'exported',
      actor,
      subject: { type: 'report', id: reportId, studyInstanceUid: study.studyInstanceUid },
      details: { format, revision, status, contentHash: hash, fileSha256: contentHash(bytes) },
    });
    const [mediaType, extension] = mediaTypes[format];
    return { bytes, mediaType, fileName: `report-${reportId}-r${revision}.${extension}` };
  }

  private async render(document: ReportDocument, format: ExportFormat): Promise<Uint8Array> {
    if (format === 'text') return Buffer.from(renderText(document), 'utf8');
    if (format === 'fhir') return Buffer.from(`${JSON.stringify(renderFhir(document), null, 2)}\n`, 'utf8');
    if (format === 'sr') return renderSr(document);
    return renderPdf(document, (await this.pictures.of(document)) ?? undefined);
  }
}
