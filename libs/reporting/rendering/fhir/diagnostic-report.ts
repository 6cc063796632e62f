import type { CodeableConcept, DiagnosticReport } from '@medplum/fhirtypes';
import { findingVocabulary, isFindingCode, reportDocument } from '@wetread/terminology';
import type { ReportDocument } from '../../domain/report-document';
import { isSigned } from '../../domain/report-status';
import { renderText } from '../render-text';
import { comparisonText, provenanceText } from '../report-words';
import {
  type Assertion,
  codeOf,
  concept,
  labels,
  orderIdentifiers,
  orderReferences,
  pruned,
} from './fhir-codings';
import { fhirNarrative } from './fhir-narrative';
import { spokenFindings } from '../../domain/spoken-findings';
import type { FhirReferences } from './fhir-references';

/** The identifier that a report keeps through all its revisions. */
export const reportIdentifier = (reportId: string) => ({
  system: 'urn:ietf:rfc:3986',
  value: `urn:uuid:${reportId}`,
});

/** Who vouches for the report as a whole; `null` where no model took part. */
export const reportAssertion = ({ model, status }: ReportDocument): Assertion | null =>
  model && (isSigned(status) ? 'CLINAST_AIRPT' : 'AIAST');

/**
 * The report itself. A draft is labelled AIAST, a signed report CLINAST_AIRPT.
 * @param pdfUrl where its printed form can be had
 */
export function diagnosticReport(
  document: ReportDocument,
  references: FhirReferences,
  pdfUrl?: string,
): DiagnosticReport {
  const { study, signature } = document;
  const signer = isSigned(document.status) ? signature : null;
  return pruned<DiagnosticReport>({
    resourceType: 'DiagnosticReport',
    id: document.reportId,
    meta: {
      versionId: String(document.revision),
      lastUpdated: document.issuedAt.toISOString(),
      ...labels(document, reportAssertion(document)),
    },
    language: 'en',
    text: fhirNarrative(document),
    identifier: [reportIdentifier(document.reportId), ...orderIdentifiers(document)],
    basedOn: orderReferences(document),
    status: document.status,
    category: [codeOf('v2-0074', 'RAD', 'Radiology')],
    code: concept(reportDocument.chestFilm),
    subject: references.patient,
    effectiveDateTime: study.studyDate ?? undefined,
    issued: document.issuedAt.toISOString(),
    resultsInterpreter: signer ? [{ ...references.person(signer.userId), display: signer.name }] : [],
    result: spokenFindings(document).map(({ finding }) => references.observation(finding)),
    imagingStudy: [references.imagingStudy],
    conclusion: conclusion(document),
    conclusionCode: conclusionCodes(document),
    presentedForm: presentedForm(document, pdfUrl),
  });
}

const conclusion = (document: ReportDocument): string => {
  const comparison = comparisonText(document);
  const impression = document.sentences.filter(({ section }) => section === 'impression');
  return [
    provenanceText(document),
    ...document.notes.map(({ message }) => message),
    ...(comparison ? [comparison] : []),
    ...impression.map(({ text }) => text),
  ].join('\n');
};

/** Codes of what the impression states as present; a denied or uncertain finding is not a conclusion. */
function conclusionCodes({ sentences }: ReportDocument): CodeableConcept[] {
  const stated = sentences.filter(
    ({ section, polarity }) => section === 'impression' && polarity === 'present',
  );
  const codes = new Set(
    stated.flatMap(({ finding }) => (finding !== null && isFindingCode(finding) ? [finding] : [])),
  );
  return [...codes].flatMap((code) => {
    const { snomed } = findingVocabulary[code];
    return snomed ? [concept(snomed)] : [];
  });
}

/** The whole report as text, and where its printed form can be had. */
const presentedForm = (document: ReportDocument, pdfUrl?: string): DiagnosticReport['presentedForm'] => [
  {
    contentType: 'text/plain; charset=utf-8',
    language: 'en',
    title: 'Report as plain text',
    creation: document.issuedAt.toISOString(),
    data: Buffer.from(renderText(document), 'utf8').toString('base64'),
  },
  ...(pdfUrl
    ? [{ contentType: 'application/pdf', language: 'en', title: 'Report as PDF', url: pdfUrl }]
    : []),
];
