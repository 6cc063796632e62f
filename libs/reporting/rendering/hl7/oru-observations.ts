import { type FieldContent, formatTimestamp, segment, type SegmentContent } from '@wetread/hl7';
import {
  type CodedConcept,
  dicomSchemeDesignator,
  findingLabel,
  findingVocabulary,
  isFindingCode,
  locationLabel,
  reportDocument,
} from '@wetread/terminology';
import type { ReportSentence, Section } from '../../domain/report-content';
import type { ReportDocument } from '../../domain/report-document';
import { isSigned, isWithdrawn } from '../../domain/report-status';
import {
  addendumLine,
  documentSections,
  type DocumentSection,
  markText,
  provenanceText,
} from '../report-words';
import { APPENDED, DELETED, observationStatus } from './oru-status';

const AI_DRAFT = 'PRELIMINARY AI DRAFT - NOT REVIEWED BY A PHYSICIAN';

/** CE or CWE of a concept. */
export const coded = ({ system, code, display }: CodedConcept): string[] => [
  code,
  display,
  dicomSchemeDesignator[system],
];

const narratives: Readonly<Record<Section, FieldContent & readonly string[]>> = {
  findings: coded(reportDocument.findings),
  impression: coded(reportDocument.impression),
  addendum: ['55107-7', 'Addendum Document', 'LN'],
};

const FINDING = ['121071', 'Finding', 'DCM'] as const;

interface Observation {
  /** OBX-2. */
  readonly type: 'FT' | 'CWE' | 'ST' | 'ED';
  /** OBX-3. */
  readonly code: readonly string[];
  /** OBX-4: keeps observations of one code apart. */
  readonly subId?: string;
  readonly value: FieldContent;
  readonly status?: string;
  /** Stands as the model wrote it, at least in part. */
  readonly byModel: boolean;
}

/**
 * OBX (HL7 v2.5.1 section 7.4.2): the narrative by section, the findings that are stated as present in codes, what
 * leads back to the study and the report, and the printed report when it is given. The same revision and later ones
 * of the same report use the same OBX-3 and OBX-4, so that receivers replace rather than add.
 */
export function observationSegments(document: ReportDocument, pdf: Uint8Array | null): SegmentContent[] {
  const observations = [
    ...documentSections(document).map((section) => narrative(document, section)),
    ...codedFindings(document),
    ...unstatedFindings(document),
    ...references(document),
    ...(pdf ? [printed(pdf)] : []),
  ];
  return observations.map((observation, at) => observationSegment(document, observation, at + 1));
}

function observationSegment(document: ReportDocument, observation: Observation, at: number): SegmentContent {
  const { status, study, issuedAt, signature, model } = document;
  const { type, code, subId, value, byModel } = observation;
  const hidden = isWithdrawn(status) && type !== 'ST';
  return segment('OBX', {
    1: String(at),
    2: type,
    3: code,
    4: subId,
    5: hidden ? (type === 'FT' ? provenanceText(document) : undefined) : value,
    11: observation.status ?? observationStatus[status],
    14: study.studyDate ? dateTime(study.studyDate, study.studyTime) : undefined,
    // Who answers for it: a person once it is signed, until then the model alone.
    16: isSigned(status) && signature ? [signature.userId, signature.name] : undefined,
    17: byModel
      ? isSigned(status)
        ? ['AI-REVIEWED', 'AI draft reviewed by the signer', 'L']
        : ['AI-DRAFT', 'AI draft', 'L']
      : undefined,
    18: byModel && model ? [`${model.name} ${model.version}`, 'WETREAD'] : undefined,
    19: formatTimestamp(issuedAt),
  });
}

function narrative(document: ReportDocument, { section, sentences }: DocumentSection): Observation {
  const lines = sentences.map((sentence, at) => {
    const added = addendumLine(document, sentence.id);
    const text = section === 'impression' ? `${at + 1}. ${sentence.text}` : sentence.text;
    return added ? `${text} (${added})` : text;
  });
  const body = section === 'findings' ? lines.join(' ') : lines.join('\n');
  const heads = [...document.marks.map(markText), ...(document.status === 'preliminary' ? [AI_DRAFT] : [])];
  const appended = section === 'addendum' && document.status === 'appended';
  return {
    type: 'FT',
    code: narratives[section] as readonly string[],
    value: [...heads, body].join('\n'),
    ...(appended ? { status: APPENDED } : {}),
    byModel: sentences.some(({ author }) => author === 'model'),
  };
}

/** Only what is stated as present: a denied finding must not read as found. One per finding, the first that states it. */
function codedFindings({ sentences }: ReportDocument): Observation[] {
  const stated = sentences.filter(({ finding, polarity }) => finding !== null && polarity === 'present');
  const first = stated.filter((one, at) => stated.findIndex(({ finding }) => finding === one.finding) === at);
  return first.flatMap((sentence) => {
    const value = findingValue(sentence);
    return value
      ? [
          {
            type: 'CWE' as const,
            code: FINDING,
            subId: sentence.finding ?? undefined,
            value,
            byModel: sentence.author === 'model',
          },
        ]
      : [];
  });
}

/** What an earlier revision stated as present and this one does not: the receiver, which has it coded, deletes it. */
const unstatedFindings = ({ status, unstatedFindings: unstated }: ReportDocument): Observation[] =>
  isWithdrawn(status)
    ? []
    : unstated.filter(isCoded).map((finding) => ({
        type: 'CWE',
        code: FINDING,
        subId: finding,
        value: undefined,
        status: DELETED,
        byModel: false,
      }));

const codesOf = (finding: string): CodedConcept[] => {
  if (!isFindingCode(finding)) return [];
  const { snomed, radlex } = findingVocabulary[finding];
  return [snomed, radlex].flatMap((concept) => concept ?? []);
};

/** A finding without a code is never sent as one. */
const isCoded = (finding: string): boolean => codesOf(finding).length > 0;

/** SNOMED CT with RadLex as the alternate, and in CWE-9 the words with the place. */
function findingValue({ finding, location }: ReportSentence): string[] | null {
  const codes = codesOf(finding ?? '');
  if (finding === null || codes.length === 0) return null;
  const [first = [], second = ['', '', '']] = codes.map(coded);
  const place = location ? locationLabel(location) : '';
  return [...first, ...second, '', '', [findingLabel(finding), place].filter(Boolean).join(', ')];
}

const reference = (code: readonly string[], value: string): Observation => ({
  type: 'ST',
  code,
  value,
  byModel: false,
});

const references = ({ study, reportId, revision, contentHash }: ReportDocument): Observation[] => [
  reference(['113014', 'DICOM Study', 'DCM'], study.studyInstanceUid),
  reference(['WR-REPORT', 'Report id', 'L'], reportId),
  reference(['WR-REVISION', 'Report revision', 'L'], String(revision)),
  reference(['WR-SHA256', 'SHA-256 of the report’s content', 'L'], contentHash),
];

const printed = (pdf: Uint8Array): Observation => ({
  type: 'ED',
  code: coded(reportDocument.imagingStudy),
  subId: 'PDF',
  value: ['WETREAD', 'application', 'pdf', 'Base64', Buffer.from(pdf).toString('base64')],
  byModel: false,
});

/** A DTM of DICOM's date and time; whose zone DICOM does not tell either. */
export const dateTime = (date: string, time: string | null): string =>
  `${date}${time ?? ''}`.replaceAll(/[^0-9]/g, '').slice(0, 14);
