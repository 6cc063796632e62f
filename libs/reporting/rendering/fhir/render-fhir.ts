import type { DiagnosticReport, Resource } from '@medplum/fhirtypes';
import type { ReportDocument } from '../../domain/report-document';
import { isSigned } from '../../domain/report-status';
import { diagnosticReport } from './diagnostic-report';
import { studyIdentifier } from './fhir-codings';
import { fhirDevice, fhirPractitioner } from './fhir-agents';
import { spokenFindings } from '../../domain/spoken-findings';
import { findingObservation } from './fhir-observations';
import { fhirPatient } from './fhir-patient';
import type { FhirReferences } from './fhir-references';

/**
 * The report as one FHIR R4 DiagnosticReport that needs nothing else: patient, model, signer and an Observation
 * per finding are contained. A draft is labelled AIAST, a signed report CLINAST_AIRPT.
 */
export function renderFhir(document: ReportDocument): DiagnosticReport {
  const { model, signature } = document;
  const signer = isSigned(document.status) ? signature : null;
  const spoken = spokenFindings(document);
  const references = containedReferences(document, spoken);
  return {
    ...diagnosticReport(document, references),
    contained: [
      { ...fhirPatient(document.patient), id: 'patient' },
      ...(model && spoken.length > 0
        ? [
            {
              ...fhirDevice(model),
              id: 'model',
              note: [{ text: `SHA-256 of the model's input: ${model.inputSha256}` }],
            },
          ]
        : []),
      ...(signer ? [{ ...fhirPractitioner(signer), id: 'signer' }] : []),
      // A contained resource has no labels of its own (constraint dom-5): the report's hold for it.
      ...spoken.map((one) => ({
        ...findingObservation(document, one, references),
        id: idOf(references.observation(one.finding).reference),
      })),
    ] as Resource[],
  };
}

const containedReferences = (
  document: ReportDocument,
  spoken: readonly { finding: string }[],
): FhirReferences => ({
  report: { reference: '#' },
  patient: { reference: '#patient' },
  model: { reference: '#model' },
  imagingStudy: { type: 'ImagingStudy', identifier: studyIdentifier(document.study.studyInstanceUid) },
  person: () => ({ reference: '#signer' }),
  observation: (finding) => ({
    reference: `#finding-${spoken.findIndex((one) => one.finding === finding) + 1}`,
  }),
});

const idOf = (reference = ''): string => reference.slice(1);
