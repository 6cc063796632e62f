import type { CodeableConcept, Coding, Device, DiagnosticReport, Practitioner } from '@medplum/fhirtypes';
import {
  fhirSystemUri,
  findingVocabulary,
  isFindingCode,
  reportDocument,
  type CodedConcept,
} from '@wetread/terminology';
import type { ReportDocument } from '../domain/report-document';
import { isSigned } from '../domain/report-status';
import { findingObservations } from './fhir-observations';
import { fhirPatient } from './fhir-patient';
import { renderText } from './render-text';
import { comparisonText, markText, provenanceText } from './report-words';

/** Who vouches for the content, HL7 "AI Transparency on FHIR" (2026 ballot). */
const assertedByAi: Coding = {
  system: 'http://terminology.hl7.org/CodeSystem/v3-ObservationValue',
  code: 'AIAST',
  display: 'Artificial Intelligence asserted',
};
const assertedByClinicianFromAi: Coding = {
  system: 'http://hl7.org/fhir/uv/aitransparency/CodeSystem/AddedProvenanceCS',
  code: 'CLINAST_AIRPT',
  display: 'Clinician Asserted from AI Reported',
};
/** v3-ActReason: test data in a real system; a phantom is no patient. */
const testData: Coding = {
  system: 'http://terminology.hl7.org/CodeSystem/v3-ActReason',
  code: 'HTEST',
  display: 'test health data',
};

/**
 * The report as one FHIR R4 DiagnosticReport that needs nothing else: patient, model, signer and an Observation
 * per finding are contained. A draft is labelled AIAST, a signed report CLINAST_AIRPT.
 */
export function renderFhir(document: ReportDocument): DiagnosticReport {
  const { study, signature, model } = document;
  const signed = isSigned(document.status) && signature !== null;
  const observations = findingObservations(document);
  const comparison = comparisonText(document);
  const impression = document.sentences.filter(({ section }) => section === 'impression');
  return pruned({
    resourceType: 'DiagnosticReport',
    id: document.reportId,
    meta: {
      versionId: String(document.revision),
      lastUpdated: document.issuedAt.toISOString(),
      security: [
        ...(model ? [signed ? assertedByClinicianFromAi : assertedByAi] : []),
        ...(showsNoPatient(document) ? [testData] : []),
      ],
      tag: document.marks.map((mark) => ({
        system: 'urn:wetread:mark',
        code: mark,
        display: markText(mark),
      })),
    },
    language: 'en',
    contained: [
      fhirPatient(document.patient),
      ...(model && observations.length > 0 ? [fhirDevice(model)] : []),
      ...(signed ? [fhirSigner(signature)] : []),
      ...observations,
    ],
    identifier: [{ system: 'urn:ietf:rfc:3986', value: `urn:uuid:${document.reportId}` }],
    basedOn: study.accessionNumber
      ? [{ type: 'ServiceRequest', identifier: accession(study.accessionNumber) }]
      : [],
    status: document.status,
    category: [
      {
        coding: [
          { system: 'http://terminology.hl7.org/CodeSystem/v2-0074', code: 'RAD', display: 'Radiology' },
        ],
      },
    ],
    code: concept(reportDocument.chestFilm),
    subject: { reference: '#patient' },
    effectiveDateTime: study.studyDate ?? undefined,
    issued: document.issuedAt.toISOString(),
    resultsInterpreter: signed ? [{ reference: '#signer', display: signature.name }] : [],
    result: observations.map(({ id }) => ({ reference: `#${id}` })),
    imagingStudy: [
      {
        type: 'ImagingStudy',
        identifier: { system: 'urn:dicom:uid', value: `urn:oid:${study.studyInstanceUid}` },
      },
    ],
    conclusion: [
      provenanceText(document),
      ...document.notes.map(({ message }) => message),
      ...(comparison ? [comparison] : []),
      ...impression.map(({ text }) => text),
    ].join('\n'),
    conclusionCode: conclusionCodes(document),
    presentedForm: [
      {
        contentType: 'text/plain; charset=utf-8',
        language: 'en',
        title: 'Report as plain text',
        creation: document.issuedAt.toISOString(),
        data: Buffer.from(renderText(document), 'utf8').toString('base64'),
      },
    ],
  });
}

const showsNoPatient = ({ marks }: ReportDocument): boolean =>
  marks.some((mark) => mark === 'PHANTOM' || mark === 'SYNTHETIC');

const concept = ({ system, code, display }: CodedConcept): CodeableConcept => ({
  coding: [{ system: fhirSystemUri[system], code, display }],
  text: display,
});

const accession = (value: string) => ({
  type: {
    coding: [
      { system: 'http://terminology.hl7.org/CodeSystem/v2-0203', code: 'ACSN', display: 'Accession ID' },
    ],
  },
  value,
});

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

const fhirDevice = (model: NonNullable<ReportDocument['model']>): Device => ({
  resourceType: 'Device',
  id: 'model',
  identifier: [{ system: 'urn:ietf:rfc:3986', value: `urn:sha256:${model.sha256}` }],
  deviceName: [{ name: model.name, type: 'model-name' }],
  version: [{ value: model.version }],
  note: [{ text: `SHA-256 of the model's input: ${model.inputSha256}` }],
});

const fhirSigner = (signature: NonNullable<ReportDocument['signature']>): Practitioner => ({
  resourceType: 'Practitioner',
  id: 'signer',
  identifier: [{ system: 'urn:wetread:user', value: signature.userId }],
  name: [{ text: signature.name }],
});

/** FHIR knows no empty array and no null (R4 JSON, 2.6.2): such members are left out. */
function pruned(report: DiagnosticReport): DiagnosticReport {
  const meta = { ...report.meta };
  if (meta.security?.length === 0) delete meta.security;
  if (meta.tag?.length === 0) delete meta.tag;
  const members = Object.entries({ ...report, meta }).filter(
    ([, value]) => value !== undefined && !(Array.isArray(value) && value.length === 0),
  );
  return Object.fromEntries(members) as unknown as DiagnosticReport;
}
