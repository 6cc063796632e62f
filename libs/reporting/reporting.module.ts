import { Module } from '@nestjs/common';
import { ImagingStudyModule } from '@wetread/imaging-study';
import { InferenceModule } from '@wetread/inference';
import { OrdersModule } from '@wetread/orders';
import { AddAddendum } from './application/add-addendum.use-case';
import { ChangeReport } from './application/change-report';
import { CorrectReport } from './application/correct-report.use-case';
import { DeclineDraft } from './application/decline-draft.use-case';
import { DraftReport } from './application/draft-report.use-case';
import { EvidencePictures } from './application/evidence-pictures';
import { ExportReport } from './application/export-report.use-case';
import { FhirDocuments } from './application/fhir/fhir-documents';
import { FhirIndex } from './application/fhir/fhir-index';
import { fhirKindProviders, FhirKinds } from './application/fhir/fhir-kinds';
import { FhirIncludes } from './application/fhir/fhir-includes';
import { PatientIdSystems } from './application/fhir/patient-id-systems';
import { ReadFhirResource } from './application/fhir/read-fhir-resource.use-case';
import { SearchFhirResources } from './application/fhir/search-fhir-resources.use-case';
import { ReadReport } from './application/read-report.use-case';
import { RenderReport } from './application/render-report';
import { ReportFacts } from './application/report-facts';
import { ReviseReport } from './application/revise-report.use-case';
import { SignReport } from './application/sign-report.use-case';
import { WithdrawReport } from './application/withdraw-report.use-case';
import { DraftOutcomes } from './domain/draft-outcomes';
import { Reports } from './domain/reports';
import { ReportController } from './http/report.controller';
import { FhirController } from './http/fhir/fhir.controller';
import { ReportExportController } from './http/report-export.controller';
import { StudyReportController } from './http/study-report.controller';
import { DraftOutcomeRepository } from './infrastructure/draft-outcome.repository';
import { FhirIndexRepository } from './infrastructure/fhir/fhir-index.repository';
import { FilmPictures } from './infrastructure/film-pictures';
import { ReportRepository } from './infrastructure/report.repository';
import { DraftDeclinedHandler } from './jobs/draft-declined.handler';
import { HoldSignedStudies } from './application/hold-signed-studies';
import { InferenceFinishedHandler } from './jobs/inference-finished.handler';

/** Drafts, edits, signatures and what leaves the house. */
@Module({
  imports: [ImagingStudyModule, InferenceModule, OrdersModule],
  controllers: [ReportController, ReportExportController, StudyReportController, FhirController],
  providers: [
    { provide: Reports, useClass: ReportRepository },
    { provide: DraftOutcomes, useClass: DraftOutcomeRepository },
    { provide: EvidencePictures, useClass: FilmPictures },
    { provide: FhirIndex, useClass: FhirIndexRepository },
    PatientIdSystems,
    FhirDocuments,
    ...fhirKindProviders,
    FhirKinds,
    FhirIncludes,
    ReadFhirResource,
    SearchFhirResources,
    ReportFacts,
    RenderReport,
    ChangeReport,
    DeclineDraft,
    DraftDeclinedHandler,
    DraftReport,
    ReadReport,
    ReviseReport,
    SignReport,
    AddAddendum,
    CorrectReport,
    WithdrawReport,
    ExportReport,
    HoldSignedStudies,
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
    WithdrawReport,
    ExportReport,
    RenderReport,
  ],
})
export class ReportingModule {}
