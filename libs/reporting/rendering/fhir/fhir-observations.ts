import type { CodeableConcept, Observation, ObservationComponent } from '@medplum/fhirtypes';
import {
  findingLabel,
  findingVocabulary,
  fhirSystemUri,
  isFindingCode,
  sideConcept,
} from '@wetread/terminology';
import type { Polarity, ReportSentence } from '../../domain/report-content';
import type { ReportDocument } from '../../domain/report-document';
import { isSigned, type ReportStatus } from '../../domain/report-status';
import type { SpokenFinding } from '../../domain/spoken-findings';
import { type Assertion, codeOf } from './fhir-codings';
import { observationIdentifier } from './fhir-ids';
import type { FhirReferences } from './fhir-references';

const qualifier: Readonly<Record<Polarity, { code: string; display: string }>> = {
  present: { code: '52101004', display: 'Present' },
  absent: { code: '2667000', display: 'Absent' },
  uncertain: { code: '373068000', display: 'Undetermined' },
};

/** ObservationStatus has no `appended`: an addendum leaves the finding as it was signed. */
export const observationStatus: Readonly<Record<ReportStatus, Observation['status']>> = {
  preliminary: 'preliminary',
  final: 'final',
  appended: 'final',
  amended: 'amended',
  corrected: 'corrected',
  cancelled: 'cancelled',
  'entered-in-error': 'entered-in-error',
};

/** Who vouches for what a sentence says. */
export function assertionOf({ status }: ReportDocument, { author }: ReportSentence): Assertion {
  if (author === 'person') return 'CLINAST';
  return isSigned(status) ? 'CLINAST_AIRPT' : 'AIAST';
}

/** One finding as an Observation: its code, whether it is there, where, and how sure the model is. */
export function findingObservation(
  document: ReportDocument,
  { finding, sentence }: SpokenFinding,
  references: FhirReferences,
): Observation {
  const value = qualifier[sentence.polarity ?? 'uncertain'];
  const components = componentsOf(sentence);
  const { studyDate } = document.study;
  return {
    resourceType: 'Observation',
    identifier: [observationIdentifier(document.reportId, finding)],
    status: observationStatus[document.status],
    category: [codeOf('observation-category', 'imaging', 'Imaging')],
    code: findingConcept(finding),
    subject: references.patient,
    ...(studyDate ? { effectiveDateTime: studyDate } : {}),
    issued: document.issuedAt.toISOString(),
    valueCodeableConcept: { coding: [{ system: fhirSystemUri['SNOMED CT'], ...value }], text: value.display },
    ...(document.model ? { device: references.model } : {}),
    ...bodySite(sentence),
    note: [{ text: sentence.text }],
    ...(components.length > 0 ? { component: components } : {}),
  };
}

/**
 * A finding that an earlier revision spoke of and this one does not: what was told of it is taken back. It has no
 * value, for nothing is said of it any more.
 */
export const withdrawnObservation = (
  document: ReportDocument,
  finding: string,
  { patient }: FhirReferences,
): Observation => ({
  resourceType: 'Observation',
  identifier: [observationIdentifier(document.reportId, finding)],
  status: 'entered-in-error',
  category: [codeOf('observation-category', 'imaging', 'Imaging')],
  code: findingConcept(finding),
  subject: patient,
  issued: document.issuedAt.toISOString(),
  note: [{ text: `Revision ${document.revision} of the report does not speak of it any more.` }],
});

/** SNOMED CT and RadLex, as far as the vocabulary knows them. */
function findingConcept(code: string): CodeableConcept {
  const term = isFindingCode(code) ? findingVocabulary[code] : null;
  const coding = [term?.snomed, term?.radlex].flatMap((one) =>
    one ? [{ system: fhirSystemUri[one.system], code: one.code, display: one.display }] : [],
  );
  return { ...(coding.length > 0 ? { coding } : {}), text: findingLabel(code) };
}

function bodySite({ location, polarity }: ReportSentence): Pick<Observation, 'bodySite'> {
  if (!location || location.side === 'none' || polarity === 'absent') return {};
  const side = sideConcept[location.side];
  return {
    bodySite: {
      coding: [{ system: fhirSystemUri[side.system], code: side.code, display: side.display }],
      text: side.display,
    },
  };
}

/** What the model measured: its probability, and where it looked. */
function componentsOf({ probability, evidence }: ReportSentence): ObservationComponent[] {
  const measured =
    probability === null
      ? []
      : [
          {
            code: { text: 'Calibrated probability' },
            valueQuantity: {
              value: Math.round(probability * 1000) / 1000,
              system: 'http://unitsofmeasure.org',
              code: '1',
            },
          },
        ];
  const seen = evidence
    ? [
        {
          code: { text: 'Image region: x, y, width, height as fractions of the image' },
          valueString: `${evidence.box.map((fraction) => fraction.toFixed(3)).join(' ')} in urn:oid:${evidence.sopInstanceUid} frame ${evidence.frame}`,
        },
      ]
    : [];
  return [...measured, ...seen];
}
