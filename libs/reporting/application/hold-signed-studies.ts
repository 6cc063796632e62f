import { Injectable, type OnModuleInit } from '@nestjs/common';
import { StudyHolds } from '@wetread/imaging-study';
import type { StudyInstanceUid } from '@wetread/kernel';
import { isSigned } from '../domain/report-status';
import { Reports } from '../domain/reports';

/** A signed report must not lose the pictures that it speaks of: its study cannot be deleted until it is withdrawn. */
@Injectable()
export class HoldSignedStudies implements OnModuleInit {
  constructor(
    private readonly holds: StudyHolds,
    private readonly reports: Reports,
  ) {}

  onModuleInit(): void {
    this.holds.register((study) => this.reasonToKeep(study));
  }

  private async reasonToKeep(study: StudyInstanceUid): Promise<string | null> {
    const report = await this.reports.lockByStudy(study);
    if (!report || !isSigned(report.status)) return null;
    return 'its report is signed; withdraw the report first';
  }
}
