import { Module } from '@nestjs/common';
import { ImagingStudyModule } from '@wetread/imaging-study';
import { InferenceModule } from '@wetread/inference';
import { AddAddendum } from './application/add-addendum.use-case';
import { ChangeReport } from './application/change-report';
import { CorrectReport } from './application/correct-report.use-case';
import { DraftReport } from './application/draft-report.use-case';
import { EvidencePictures } from './application/evidence-pictures';
import { ExportReport } from './application/export-report.use-case';
import { ReadReport } from './application/read-report.use-case';
import { ReportFacts } from './application/report-facts';
import { ReviseReport } from './application/revise-report.use-case';
import { SignReport } from './application/sign-report.use-case';
import { DraftOutcomes } from './domain/draft-outcomes';
import { Reports } from './domain/reports';
import { ReportController } from './http/report.controller';
import { ReportExportController } from './http/report-export.controller';
import { StudyReportController } from './http/study-report.controller';
import { DraftOutcomeRepository } from './infrastructure/draft-outcome.repository';
import { FilmPictures } from './infrastructure/film-pictures';
import { ReportRepository } from './infrastructure/report.repository';
import { InferenceFinishedHandler } from './jobs/inference-finished.handler';

/** Drafts, edits, signatures and what leaves the house. */
@Module({
  imports: [ImagingStudyModule, InferenceModule],
  controllers: [ReportController, ReportExportController, StudyReportController],
  providers: [
    { provide: Reports, useClass: ReportRepository },
    { provide: DraftOutcomes, useClass: DraftOutcomeRepository },
    { provide: EvidencePictures, useClass: FilmPictures },
    ReportFacts,
    ChangeReport,
    DraftReport,
    ReadReport,
    ReviseReport,
    SignReport,
    AddAddendum,
    CorrectReport,
    ExportReport,
    InferenceFinishedHandler,
  ],
  exports: [
    Reports,
    DraftReport,
    ReadReport,
    ReviseReport,
    SignReport,
    AddAddendum,
    CorrectReport,
    ExportReport,
  ],
})
export class ReportingModule {}
