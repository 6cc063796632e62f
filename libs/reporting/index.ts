export { ReportingModule } from './reporting.module';
export { AddAddendum, type AddAddendumCommand } from './application/add-addendum.use-case';
export { CorrectReport, type CorrectReportCommand } from './application/correct-report.use-case';
export { draftOfReading, type DraftSource } from './application/draft-of-reading';
export { DraftReport, type DraftOutcome } from './application/draft-report.use-case';
export { ExportReport, type ExportedReport } from './application/export-report.use-case';
export { RenderReport, type RenderedReport } from './application/render-report';
export {
  ReadReport,
  type OpenedReport,
  type RevisionWithDifference,
} from './application/read-report.use-case';
export { ReviseReport, type ReviseReportCommand } from './application/revise-report.use-case';
export { SignReport, type SignReportCommand } from './application/sign-report.use-case';
export { WithdrawReport, type WithdrawReportCommand } from './application/withdraw-report.use-case';
export type { Person, ReportRevision, ReportState } from './domain/report';
export { Report } from './domain/report';
export {
  type DecidedFinding,
  type Draft,
  freeSentence,
  type ModelProvenance,
  type ReportSentence,
  type SentenceFlag,
} from './domain/report-content';
export type { DocumentImage, DocumentPatient, DocumentStudy, ReportDocument } from './domain/report-document';
export * from './domain/report-errors';
export { REPORT_DRAFTED, REPORT_RELEASED, type ReportTold } from './domain/report-events';
export { isSigned, reportTransitions, wasSigned, type ReportStatus } from './domain/report-status';
export { Reports } from './domain/reports';
export { PERSON_MARGIN, verifySentences } from './domain/verifier/verify-sentences';
export type { FilmFindings } from './domain/verifier/read-sentence';
export { documentFacts, draftDocument } from './rendering/draft-document';
export { renderPdf } from './rendering/pdf/render-pdf';
export type { EvidencePicture } from './rendering/pdf/pdf-picture';
export { renderFhir } from './rendering/fhir/render-fhir';
export { renderSr } from './rendering/dicom/render-sr';
export { type PictureSource, type ReportRenderer, reportRenderers } from './rendering/report-renderers';
export { renderText } from './rendering/render-text';
export { renderOru, type OruEnvelope } from './rendering/hl7/render-oru';
