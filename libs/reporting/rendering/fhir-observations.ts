import type { CodeableConcept, Observation } from '@medplum/fhirtypes';
import {
  fhirSystemUri,
  findingLabel,
  findingVocabulary,
  isFindingCode,
  sideConcept,
} from '@wetread/terminology';
import type { Polarity, ReportSentence } from '../domain/report-content';
import type { ReportDocument } from '../domain/report-document';
import type { ReportStatus } from '../domain/report-status';

const qualifier: Readonly<Record<Polarity, { code: string; display: string }>> = {
  present: { code: '52101004', display: 'Present' },
  absent: { code: '2667000', display: 'Absent' },
  uncertain: { code: '373068000', display: 'Undetermined' },
};

/** ObservationStatus has no `appended`: an addendum leaves the finding as it was signed. */
const observationStatus: Readonly<Record<ReportStatus, Observation['status']>> = {
  preliminary: 'preliminary',
  final: 'final',
  appended: 'final',
  amended: 'amended',
  corrected: 'corrected',
  cancelled: 'cancelled',
  'entered-in-error': 'entered-in-error',
};

/** One Observation per finding that a sentence speaks of, in the order of the report. */
export function findingObservations(document: ReportDocument): Observation[] {
  const spoken = document.sentences
    .flatMap(eachClaim)
    .filter(({ finding, polarity }) => finding !== null && finding !== 'NoFinding' && polarity !== null);
  const first = spoken.filter(
    (sentence, at) => spoken.findIndex(({ finding }) => finding === sentence.finding) === at,
  );
  return first.map((sentence, at) => observationOf(document, sentence, `finding-${at + 1}`));
}

/** A sentence that denies several findings, once for each of them. */
const eachClaim = ({ alsoAbsent = [], ...sentence }: ReportSentence): ReportSentence[] => [
  sentence,
  ...alsoAbsent.map(({ finding, probability }) => ({ ...sentence, finding, probability })),
];

function observationOf(document: ReportDocument, sentence: ReportSentence, id: string): Observation {
  const value = qualifier[sentence.polarity ?? 'uncertain'];
  const components = componentsOf(sentence);
  return {
    resourceType: 'Observation',
    id,
    status: observationStatus[document.status],
    category: [
      {
        coding: [
          {
            system: 'http://terminology.hl7.org/CodeSystem/observation-category',
            code: 'imaging',
            display: 'Imaging',
          },
        ],
      },
    ],
    code: findingConcept(sentence.finding ?? ''),
    subject: { reference: '#patient' },
    valueCodeableConcept: { coding: [{ system: fhirSystemUri['SNOMED CT'], ...value }], text: value.display },
    ...(document.model ? { device: { reference: '#model' } } : {}),
    ...bodySite(sentence),
    note: [{ text: sentence.text }],
    ...(components.length > 0 ? { component: components } : {}),
  };
}

function findingConcept(code: string): CodeableConcept {
  const snomed = isFindingCode(code) ? findingVocabulary[code].snomed : null;
  return {
    ...(snomed
      ? { coding: [{ system: fhirSystemUri[snomed.system], code: snomed.code, display: snomed.display }] }
      : {}),
    text: findingLabel(code),
  };
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
function componentsOf({ probability, evidence }: ReportSentence): NonNullable<Observation['component']> {
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
