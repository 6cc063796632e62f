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
  abstract add(report: Report): Promise<void>;
  /** Stores the revisions made since the report was loaded. */
  abstract save(report: Report): Promise<void>;
  /** All revisions, oldest first. @throws ReportNotFound */
  abstract revisions(id: string): Promise<ReportRevision[]>;
}
