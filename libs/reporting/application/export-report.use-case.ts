import { Injectable } from '@nestjs/common';
import { AuditTrail, type AuditActor } from '@wetread/audit';
import type { ExportFormat } from '@wetread/contracts';
import { contentHash } from '@wetread/kernel';
import { RenderReport } from './render-report';

export interface ExportedReport {
  readonly bytes: Uint8Array;
  readonly mediaType: string;
  /** Holds the report's id and no PHI. */
  readonly fileName: string;
}

/** Renders the current revision in one of the formats. What leaves is recorded before it leaves. */
@Injectable()
export class ExportReport {
  constructor(
    private readonly renderReport: RenderReport,
    private readonly audit: AuditTrail,
  ) {}

  /** @throws ReportNotFound */
  async execute(command: {
    reportId: string;
    format: ExportFormat;
    actor: AuditActor;
  }): Promise<ExportedReport> {
    const { reportId, format, actor } = command;
    const { document, bytes, mediaType, extension } = await this.renderReport.execute({ reportId, format });
    const { revision, status, contentHash: hash, study } = document;
    await this.audit.record({
      action: 'exported',
      actor,
      subject: { type: 'report', id: reportId, studyInstanceUid: study.studyInstanceUid },
      details: { format, revision, status, contentHash: hash, fileSha256: contentHash(bytes) },
    });
    return { bytes, mediaType, fileName: `report-${reportId}-r${revision}.${extension}` };
  }
}
