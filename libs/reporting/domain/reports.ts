import type { StudyInstanceUid } from '@wetread/kernel';
import type { Report, ReportRevision } from './report';

/** How reports are kept. `lock` and `lockByStudy` hold the report's row until the transaction ends. */
export abstract class Reports {
  /** @throws ReportNotFound */
  abstract find(id: string): Promise<Report>;
  abstract findByStudy(studyInstanceUid: StudyInstanceUid): Promise<Report | null>;
  /** @throws ReportNotFound */
  abstract lock(id: string): Promise<Report>;
  abstract lockByStudy(studyInstanceUid: StudyInstanceUid): Promise<Report | null>;
  /** Stores a new report and tells of its draft; see {@link save}. */
  abstract add(report: Report): Promise<void>;
  /**
   * Stores the revisions made since the report was loaded and, in the same transaction, tells of those that others
   * may be waiting for: `report.released` and `report.drafted`, once per revision.
   */
  abstract save(report: Report): Promise<void>;
  /** @throws ReportNotFound */
  abstract revision(id: string, number: number): Promise<ReportRevision>;
  /** All revisions, oldest first. @throws ReportNotFound */
  abstract revisions(id: string): Promise<ReportRevision[]>;
}
