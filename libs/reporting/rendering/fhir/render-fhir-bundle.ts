import type { Bundle, BundleEntry, Observation, Resource } from '@medplum/fhirtypes';
import { contentHash } from '@wetread/kernel';
import type { ReportDocument } from '../../domain/report-document';
import { diagnosticReport, reportAssertion, reportIdentifier } from './diagnostic-report';
import { fhirDevice, fhirPractitioner, peopleOf } from './fhir-agents';
import { labelled, studyIdentifier } from './fhir-codings';
import { observationIdentifier, provenanceId } from './fhir-ids';
import { fhirImagingStudy } from './fhir-imaging-study';
import { spokenFindings } from '../../domain/spoken-findings';
import { assertionOf, findingObservation, withdrawnObservation } from './fhir-observations';
import { fhirPatient } from './fhir-patient';
import { matchingIdentifier } from './patient-identifiers';
import { fhirProvenance, provenanceParts } from './fhir-provenance';
import type { FhirReferences } from './fhir-references';

/**
 * The report with everything that it speaks of, as a transaction for another server's root. Report and Observations
 * are put by their identifiers, so that a later revision takes the place of an earlier one; patient, study, model and
 * people are only created where the server does not know them, and never overwritten. The same revision always gives
 * the same bundle.
 */
export function renderFhirBundle(document: ReportDocument): Bundle {
  const references = bundleReferences(document);
  return {
    resourceType: 'Bundle',
    type: 'transaction',
    timestamp: document.issuedAt.toISOString(),
    entry: [
      ...subjectEntries(document, references),
      ...agentEntries(document, references),
      ...observationEntries(document, references),
      reportEntry(document, references),
      ...provenanceEntries(document, references),
    ],
  };
}

/** Names within the bundle are UUIDs derived from what they name (version 8, RFC 9562 section 5.8). */
function urn(seed: string): string {
  const hash = contentHash(seed);
  const variant = ((Number.parseInt(hash.charAt(16), 16) & 3) | 8).toString(16);
  const groups = [hash.slice(0, 8), hash.slice(8, 12), `8${hash.slice(13, 16)}`];
  return `urn:uuid:${[...groups, `${variant}${hash.slice(17, 20)}`, hash.slice(20, 32)].join('-')}`;
}

function bundleReferences({ reportId, patient, study, model }: ReportDocument): FhirReferences {
  return {
    // Not the report's own UUID, which is also its identifier: servers put the new id wherever this stands.
    report: { reference: urn(`report ${reportId}`) },
    patient: patient.patientId
      ? { reference: urn(`patient ${reportId}`) }
      : // Without an identifier nobody could find this patient again; the report names who it speaks of.
        { type: 'Patient', display: fhirPatient(patient).name?.[0]?.text },
    model: { reference: urn(`model ${model?.sha256}`) },
    imagingStudy: { reference: urn(`study ${study.studyInstanceUid}`) },
    person: (userId) => ({ reference: urn(`person ${userId}`) }),
    observation: (finding) => ({ reference: urn(`observation ${reportId} ${finding}`) }),
  };
}

type Condition = readonly [system: string, value: string];
const matching = ([system, value]: Condition): string =>
  `identifier=${encodeURIComponent(system)}%7C${encodeURIComponent(value)}`;

const createdOnce = (resource: Resource, fullUrl = '', condition: Condition): BundleEntry => ({
  fullUrl,
  resource,
  request: { method: 'POST', url: resource.resourceType, ifNoneExist: matching(condition) },
});

const putByIdentifier = (resource: Resource, fullUrl = '', condition: Condition): BundleEntry => ({
  fullUrl,
  resource,
  request: { method: 'PUT', url: `${resource.resourceType}?${matching(condition)}` },
});

function subjectEntries(document: ReportDocument, { patient, imagingStudy }: FhirReferences): BundleEntry[] {
  const { system = '', value = '' } = studyIdentifier(document.study.studyInstanceUid);
  return [
    ...(document.patient.patientId ? [patientEntry(document, patient)] : []),
    createdOnce(labelled(fhirImagingStudy(document.study, patient), document), imagingStudy.reference, [
      system,
      value,
    ]),
  ];
}

function patientEntry(document: ReportDocument, { reference }: FhirReferences['patient']): BundleEntry {
  const { patient, reportId } = document;
  const known = matchingIdentifier(patient, reportId);
  const resource = fhirPatient(patient);
  // Where there is no archive, the report's own number stands for the patient's.
  const isNamed = resource.identifier?.some(({ system, value }) => system === known[0] && value === known[1]);
  if (!isNamed) resource.identifier?.push({ system: known[0], value: known[1] });
  return createdOnce(labelled(resource, document), reference, known);
}

function agentEntries(document: ReportDocument, { model: known, person }: FhirReferences): BundleEntry[] {
  const { model } = document;
  const device = model
    ? [createdOnce(fhirDevice(model), known.reference, ['urn:ietf:rfc:3986', `urn:sha256:${model.sha256}`])]
    : [];
  const people = peopleOf(document).map((one) =>
    createdOnce(fhirPractitioner(one), person(one.userId).reference, ['urn:wetread:user', one.userId]),
  );
  return [...device, ...people];
}

const observationEntries = (document: ReportDocument, references: FhirReferences): BundleEntry[] => [
  ...spokenFindings(document).map((spoken) => {
    const observation = findingObservation(document, spoken, references);
    const asserted = labelled(observation, document, assertionOf(document, spoken.sentence));
    return observationEntry(document, spoken.finding, asserted, references);
  }),
  ...document.withdrawnFindings.map((finding) =>
    observationEntry(
      document,
      finding,
      labelled(withdrawnObservation(document, finding, references), document),
      references,
    ),
  ),
];

function observationEntry(
  { reportId }: ReportDocument,
  finding: string,
  observation: Observation,
  { observation: nameOf }: FhirReferences,
): BundleEntry {
  const { system, value } = observationIdentifier(reportId, finding);
  return putByIdentifier(observation, nameOf(finding).reference, [system, value]);
}

function reportEntry(document: ReportDocument, references: FhirReferences): BundleEntry {
  // Another server gives ids and versions of its own.
  const { id: _, meta: __, ...report } = diagnosticReport(document, references);
  const { system, value } = reportIdentifier(document.reportId);
  return putByIdentifier(labelled(report, document, reportAssertion(document)), references.report.reference, [
    system,
    value,
  ]);
}

/** R4 Provenance has no identifier: its id is ours, so that a bundle that is sent twice makes no second record. */
const provenanceEntries = (document: ReportDocument, references: FhirReferences): BundleEntry[] =>
  provenanceParts(document).map((part) => {
    const id = provenanceId(document.reportId, document.revision, part);
    return {
      fullUrl: urn(`provenance ${id}`),
      resource: { ...fhirProvenance(document, part, references), id },
      request: { method: 'PUT', url: `Provenance/${id}` },
    };
  });
