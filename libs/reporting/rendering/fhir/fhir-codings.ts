import type {
  CodeableConcept,
  Coding,
  Identifier,
  Meta,
  Reference,
  Resource,
  ServiceRequest,
} from '@medplum/fhirtypes';
import { type CodedConcept, fhirSystemUri } from '@wetread/terminology';
import type { ReportDocument } from '../../domain/report-document';
import { markText, showsNoPatient } from '../report-words';

const hl7 = (name: string): string => `http://terminology.hl7.org/CodeSystem/${name}`;

/** Who vouches for content (v3 ObservationValue, and HL7 "AI Transparency on FHIR", 2026 ballot). */
const integrity = {
  AIAST: {
    system: hl7('v3-ObservationValue'),
    code: 'AIAST',
    display: 'Artificial Intelligence asserted',
  },
  CLINAST: { system: hl7('v3-ObservationValue'), code: 'CLINAST', display: 'clinician asserted' },
  CLINAST_AIRPT: {
    system: 'http://hl7.org/fhir/uv/aitransparency/CodeSystem/AddedProvenanceCS',
    code: 'CLINAST_AIRPT',
    display: 'Clinician Asserted from AI Reported',
  },
} as const satisfies Record<string, Coding>;
/** v3-ActReason: test data in a real system; a phantom is no patient. */
const testData: Coding = { system: hl7('v3-ActReason'), code: 'HTEST', display: 'test health data' };

/** Where content comes from: a model, a person, or a model whose words a person signed. */
export type Assertion = keyof typeof integrity;

/** What may show no patient. */
type Marked = Pick<ReportDocument, 'marks'>;

/** Security labels and marks that every resource of a document carries. */
export const labels = (document: Marked, assertion: Assertion | null): Pick<Meta, 'security' | 'tag'> => {
  const security = [
    ...(assertion ? [integrity[assertion]] : []),
    ...(showsNoPatient(document) ? [testData] : []),
  ];
  const tag = document.marks.map((code) => ({ system: 'urn:wetread:mark', code, display: markText(code) }));
  return { ...(security.length > 0 ? { security } : {}), ...(tag.length > 0 ? { tag } : {}) };
};

/** The resource with its labels; FHIR knows no empty `meta`. */
export function labelled<Labelled extends Resource>(
  resource: Labelled,
  document: Marked,
  assertion: Assertion | null = null,
): Labelled {
  const meta = { ...resource.meta, ...labels(document, assertion) };
  return Object.keys(meta).length > 0 ? { ...resource, meta } : resource;
}

export const concept = ({ system, code, display }: CodedConcept): CodeableConcept => ({
  coding: [{ system: fhirSystemUri[system], code, display }],
  text: display,
});

export const identifierType = (code: string, display: string): CodeableConcept => ({
  coding: [{ system: hl7('v2-0203'), code, display }],
});

/** Accession number, and the numbers of who placed and who fills the order, as far as they are known. */
export const orderIdentifiers = ({ study, order }: Pick<ReportDocument, 'study' | 'order'>): Identifier[] =>
  (
    [
      ['ACSN', 'Accession ID', study.accessionNumber],
      ['PLAC', 'Placer Identifier', order?.placerOrderNumber],
      ['FILL', 'Filler Identifier', order?.fillerOrderNumber],
    ] as const
  ).flatMap(([code, display, value]) => (value ? [{ type: identifierType(code, display), value }] : []));

/** The order by each of its identifiers: which of them the receiver knows, only the receiver knows. */
export const orderReferences = (
  document: Pick<ReportDocument, 'study' | 'order'>,
): Reference<ServiceRequest>[] =>
  orderIdentifiers(document).map((identifier) => ({ type: 'ServiceRequest', identifier }));

export const studyIdentifier = (studyInstanceUid: string): Identifier => ({
  system: 'urn:dicom:uid',
  value: `urn:oid:${studyInstanceUid}`,
});

export const codeOf = (system: string, code: string, display: string): CodeableConcept => ({
  coding: [{ system: hl7(system), code, display }],
});

/** FHIR knows no empty array, and nothing that is undefined (R4 JSON, 2.6.2): such members are left out. */
export const pruned = <Resource extends object>(resource: Resource): Resource =>
  Object.fromEntries(
    Object.entries(resource).filter(
      ([, value]) => value !== undefined && !(Array.isArray(value) && value.length === 0),
    ),
  ) as Resource;
