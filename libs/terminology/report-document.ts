import { type CodedConcept, loinc, sct } from './coded-concept';

/** LOINC codes of chest film reports and their parts. */
export const reportDocument = {
  /** FHIR `DiagnosticReport.code` when the views are not known. */
  chestFilm: loinc('30745-4', 'XR Chest Views'),
  chestFilmTwoViews: loinc('36643-5', 'XR Chest 2 Views'),
  chestFilmOneView: loinc('36554-4', 'XR Chest Single view'),
  /** Document type of any imaging report: FHIR category, CDA and PS3.16 TID 2000 document titles. */
  imagingStudy: loinc('18748-4', 'Diagnostic imaging study'),
  findings: loinc('59776-5', 'Procedure findings'),
  impression: loinc('19005-8', 'Radiology Imaging study [Impression] (narrative)'),
} as const satisfies Record<string, CodedConcept>;

export const chestFilmProcedure: CodedConcept = sct('399208008', 'Plain chest X-ray');

/** Report code by the number of frontal and lateral views of the study; 0 when that is unknown. */
export function chestFilmReportCode(views: number): CodedConcept {
  if (views === 1) return reportDocument.chestFilmOneView;
  return views === 2 ? reportDocument.chestFilmTwoViews : reportDocument.chestFilm;
}
