import { Injectable } from '@nestjs/common';
import { AuditTrail } from '@wetread/audit';
import { Clock, contentHash } from '@wetread/kernel';
import { type ExternalReport, ExternalReports } from '../domain/external-reports';

/** Keeps a report that another system wrote and tells the trail, in the surrounding transaction. */
@Injectable()
export class RecordReport {
  constructor(
    private readonly reports: ExternalReports,
    private readonly audit: AuditTrail,
    private readonly clock: Clock,
  ) {}

  async execute(report: ExternalReport, patient: string, sender: string): Promise<void> {
    const id = await this.reports.save(report, patient, sender, this.clock.now());
    await this.audit.record({
      action: 'received',
      actor: { kind: 'device', id: sender },
      subject: { type: 'external-report', id },
      details: { status: report.status, contentHash: contentHash(report.body), patient, through: 'hl7' },
    });
  }
}
