import {
  dcm,
  type DicomCode,
  sctCode,
  type SectionText,
  type SrSection,
  type TextProperty,
} from '@wetread/dicom';
import { findingVocabulary, isFindingCode, sideConcept } from '@wetread/terminology';
import type { ReportSentence, Section } from '../../domain/report-content';
import type { ReportDocument } from '../../domain/report-document';
import { addendumLine, comparisonText, documentSections, markText, provenanceText } from '../report-words';
import { coded, sectionConcept } from './dicom-codes';
import { imageOf, referenceTo } from './document-evidence';
import { algorithmOf } from './document-people';

const priorProcedures: DicomCode = {
  value: '55114-3',
  scheme: 'LN',
  meaning: 'Prior Procedure Descriptions',
};
const sentenceConcept: Readonly<Record<Section, DicomCode>> = {
  findings: dcm('121071', 'Finding'),
  impression: dcm('121073', 'Impression'),
  addendum: dcm('121106', 'Comment'),
};

/** What must be known before the text: marks, who answers for it, what was done to the picture. */
export const remarksOf = (document: ReportDocument): string[] => [
  ...document.marks.map(markText),
  provenanceText(document),
  ...document.notes.map(({ message }) => message),
];

/** The text of the report, section by section, each sentence with what it stands for and who wrote it. */
export const sectionsOf = (document: ReportDocument): SrSection[] => [
  ...comparisonSection(document),
  ...documentSections(document).map(({ section, sentences }) => ({
    concept: sectionConcept[section],
    items: sentences.map((sentence) => sentenceText(document, sentence)),
  })),
];

/** What was compared with, under the heading that CID 7001 has for earlier procedures. */
function comparisonSection(document: ReportDocument): SrSection[] {
  const text = comparisonText(document);
  return text
    ? [{ concept: priorProcedures, items: [{ concept: dcm('121065', 'Procedure Description'), text }] }]
    : [];
}

function sentenceText(document: ReportDocument, sentence: ReportSentence): SectionText {
  const image = imageOf(document, sentence.evidence);
  const added = addendumLine(document, sentence.id);
  return {
    concept: sentenceConcept[sentence.section],
    text: added ? `${sentence.text} (${added})` : sentence.text,
    properties: [...findingProperties(sentence), ...authorProperties(document, sentence)],
    inferredFrom: image ? [referenceTo(image, sentence.evidence?.frame)] : [],
  };
}

/** The coded finding only where it is stated: a denied finding must not read as found. */
function findingProperties({ finding, polarity, location }: ReportSentence): TextProperty[] {
  if (finding === null || polarity !== 'present' || !isFindingCode(finding)) return [];
  const code = findingVocabulary[finding].snomed;
  if (!code) return [];
  const side = location && location.side !== 'none' ? sideConcept[location.side] : null;
  return [
    { concept: dcm('121071', 'Finding'), value: coded(code) },
    ...(side ? [{ concept: sctCode('272741003', 'Laterality'), value: coded(side) }] : []),
  ];
}

/** TID 4019 on every sentence that still stands as the model wrote it. */
function authorProperties({ model }: ReportDocument, { author }: ReportSentence): TextProperty[] {
  if (author !== 'model' || !model) return [];
  const { name, version } = algorithmOf(model);
  return [
    { concept: dcm('111001', 'Algorithm Name'), value: name },
    { concept: dcm('111003', 'Algorithm Version'), value: version },
  ];
}
