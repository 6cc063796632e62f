import {
  basicTextSr,
  type SrCode,
  type SrImageReference,
  type SrProperty,
  type SrSection,
  type SrTextItem,
} from '@wetread/dicom';
import {
  dicomSchemeDesignator,
  findingVocabulary,
  isFindingCode,
  sideConcept,
  type CodedConcept,
} from '@wetread/terminology';
import type { ReportSentence, Section } from '../domain/report-content';
import type { DocumentImage, ReportDocument } from '../domain/report-document';
import { isSigned } from '../domain/report-status';
import { derivedUid } from './derived-uid';
import {
  addendumLine,
  comparisonText,
  documentSections,
  markText,
  provenanceText,
  statusHeading,
} from './report-words';

const dcm = (value: string, meaning: string): SrCode => ({ value, scheme: 'DCM', meaning });

/** CID 7000 and 7001 of PS3.16; the addendum is LOINC's. */
const title: SrCode = { value: '18748-4', scheme: 'LN', meaning: 'Diagnostic Imaging Report' };
const sectionConcept: Readonly<Record<Section, SrCode>> = {
  findings: dcm('121070', 'Findings'),
  impression: dcm('121072', 'Impressions'),
  addendum: { value: '55107-7', scheme: 'LN', meaning: 'Addendum' },
};
const priorProcedures: SrCode = { value: '55114-3', scheme: 'LN', meaning: 'Prior Procedure Descriptions' };
const sentenceConcept: Readonly<Record<Section, SrCode>> = {
  findings: dcm('121071', 'Finding'),
  impression: dcm('121073', 'Impression'),
  addendum: dcm('121106', 'Comment'),
};

/**
 * The report as a DICOM Basic Text SR file. A draft is PARTIAL and UNVERIFIED with the model as observer; a
 * signed report is COMPLETE and VERIFIED with the signer as verifying observer. The same revision always gives
 * the same bytes.
 */
export function renderSr(document: ReportDocument): Uint8Array {
  const { signature } = document;
  const signed = isSigned(document.status);
  const provenance = provenanceText(document);
  return basicTextSr({
    sopInstanceUid: derivedUid(`sr ${document.reportId} ${document.contentHash}`),
    seriesInstanceUid: derivedUid(`sr-series ${document.reportId}`),
    seriesNumber: 9000,
    seriesDescription: [...document.marks, statusHeading[document.status]].join(' - ').slice(0, 64),
    instanceNumber: document.revision,
    patient: document.patient,
    study: document.study,
    equipment: equipmentOf(document),
    title,
    contentAt: document.issuedAt,
    complete: signed,
    completionDescription: signed ? null : 'Draft, not reviewed by a physician',
    verifiedBy:
      signed && signature
        ? { personName: asPersonName(signature.name), organization: 'Unspecified', at: signature.at }
        : null,
    observers: observersOf(document),
    remarks: [...document.marks.map(markText), provenance, ...document.notes.map(({ message }) => message)],
    sections: [
      ...comparisonSection(document),
      ...documentSections(document).map(({ section, sentences }) => ({
        concept: sectionConcept[section],
        items: sentences.map((sentence) => sentenceItem(document, sentence)),
      })),
    ],
    evidence: evidenceImages(document).map((image) => ({
      ...referenceTo(image),
      seriesInstanceUid: image.seriesInstanceUid,
    })),
  });
}

/** What was compared with, under the heading that CID 7001 has for earlier procedures. */
function comparisonSection(document: ReportDocument): SrSection[] {
  const text = comparisonText(document);
  return text
    ? [{ concept: priorProcedures, items: [{ concept: dcm('121065', 'Procedure Description'), text }] }]
    : [];
}

function sentenceItem(document: ReportDocument, sentence: ReportSentence): SrTextItem {
  const image = document.images.find(
    ({ sopInstanceUid }) => sopInstanceUid === sentence.evidence?.sopInstanceUid,
  );
  const added = addendumLine(document, sentence.id);
  return {
    concept: sentenceConcept[sentence.section],
    text: added ? `${sentence.text} (${added})` : sentence.text,
    properties: [...findingProperties(sentence), ...authorProperties(document, sentence)],
    inferredFrom: image ? [referenceTo(image, sentence.evidence?.frame)] : [],
  };
}

const coded = ({ system, code, display }: CodedConcept): SrCode => ({
  value: code,
  scheme: dicomSchemeDesignator[system],
  meaning: display,
});

/** The coded finding only where it is stated: a denied finding must not read as found. */
function findingProperties({ finding, polarity, location }: ReportSentence): SrProperty[] {
  if (finding === null || polarity !== 'present' || !isFindingCode(finding)) return [];
  const code = findingVocabulary[finding].snomed;
  if (!code) return [];
  const side = location && location.side !== 'none' ? sideConcept[location.side] : null;
  return [
    { concept: dcm('121071', 'Finding'), value: coded(code) },
    ...(side
      ? [{ concept: { value: '272741003', scheme: 'SCT', meaning: 'Laterality' }, value: coded(side) }]
      : []),
  ];
}

/** TID 4019 "Algorithm Identification" on every sentence that still stands as the model wrote it. */
const authorProperties = ({ model }: ReportDocument, { author }: ReportSentence): SrProperty[] =>
  author === 'model' && model
    ? [
        { concept: dcm('111001', 'Algorithm Name'), value: model.name },
        { concept: dcm('111003', 'Algorithm Version'), value: model.version },
      ]
    : [];

function observersOf({
  model,
  signature,
  status,
}: ReportDocument): Parameters<typeof basicTextSr>[0]['observers'] {
  const device = model
    ? [
        {
          kind: 'device' as const,
          uid: derivedUid(`model ${model.sha256}`),
          name: `${model.name} ${model.version}`,
          manufacturer: 'Wetread',
          model: model.name,
        },
      ]
    : [];
  const person =
    signature && isSigned(status)
      ? [{ kind: 'person' as const, personName: asPersonName(signature.name) }]
      : [];
  return [...device, ...person];
}

const equipmentOf = ({ model }: ReportDocument) => ({
  manufacturer: 'Wetread',
  model: model?.name ?? 'Wetread',
  softwareVersion: model?.version ?? 'none',
});

function evidenceImages({ images, sentences }: ReportDocument): DocumentImage[] {
  const used = new Set(sentences.map(({ evidence }) => evidence?.sopInstanceUid));
  return images.filter(({ sopInstanceUid }) => used.has(sopInstanceUid));
}

const referenceTo = (image: DocumentImage, frame?: number): SrImageReference => ({
  sopClassUid: image.sopClassUid,
  sopInstanceUid: image.sopInstanceUid,
  ...(image.numberOfFrames > 1 && frame !== undefined ? { frames: [frame] } : {}),
});

/**
 * A display name as PN. It is not guessed which word is the family name: all stands as the family name complex,
 * with a delimiter behind it, without which it would read as a name of the retired free form (PS3.5 section 6.2).
 */
function asPersonName(name: string): string {
  const plain = name.replaceAll(/[\\=]/g, ' ').trim().slice(0, 63);
  return plain.includes('^') ? plain : `${plain}^`;
}
