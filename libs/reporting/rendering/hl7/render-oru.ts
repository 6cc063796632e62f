import { formatTimestamp, Hl7Message, segment, type SegmentContent } from '@wetread/hl7';
import { reportDocument } from '@wetread/terminology';
import type { ReportDocument } from '../../domain/report-document';
import { isSigned, isWithdrawn } from '../../domain/report-status';
import { markText, provenanceText, showsNoPatient } from '../report-words';
import { coded, dateTime, observationSegments } from './oru-observations';
import { patientSegment, physician, visitSegment } from './oru-people';
import { orderStatus, resultStatus } from './oru-status';

/** What an ORU needs besides its report. */
export interface OruEnvelope {
  /** MSH-3 to MSH-6. */
  readonly sendingApplication: string;
  readonly sendingFacility: string;
  readonly receivingApplication: string;
  readonly receivingFacility: string;
  /** MSH-10; receivers recognise a repetition by it. */
  readonly controlId: string;
  /** The printed report, to be sent along in base64. */
  readonly pdf?: Uint8Array;
}

/** For a file: to nobody, under an id that the content gives. */
export const addresslessEnvelope = ({ contentHash }: ReportDocument): OruEnvelope => ({
  sendingApplication: 'WETREAD',
  sendingFacility: 'WETREAD',
  receivingApplication: '',
  receivingFacility: '',
  controlId: `WR${contentHash.toUpperCase()}`.slice(0, 20),
});

/**
 * The report as HL7 v2.5.1 ORU^R01 (chapter 7.3.1), UTF-8. The same revision in the same envelope always gives the
 * same bytes. A film of no patient is sent for training (MSH-11 `T`).
 */
export function renderOru(document: ReportDocument, { pdf, ...header }: OruEnvelope): Hl7Message {
  return Hl7Message.build(
    {
      ...header,
      type: ['ORU', 'R01', 'ORU_R01'],
      at: document.issuedAt,
      processingId: showsNoPatient(document) ? 'T' : 'P',
    },
    [
      patientSegment(document),
      visitSegment(document),
      orderSegment(document),
      requestSegment(document),
      ...noteSegments(document),
      ...observationSegments(document, pdf ?? null),
    ],
  );
}

const orderSegment = (document: ReportDocument): SegmentContent =>
  segment('ORC', {
    1: 'RE',
    2: placerNumber(document),
    3: fillerNumber(document),
    5: orderStatus[document.status],
    12: physician(document.study.referringPhysicianName),
  });

/** OBR (section 7.4.1). OBR-32 names the interpreter only once there is one. */
const requestSegment = (document: ReportDocument): SegmentContent => {
  const { study, status, signature, issuedAt } = document;
  const procedure = document.order?.procedureText ?? study.studyDescription;
  return segment('OBR', {
    1: '1',
    2: placerNumber(document),
    3: fillerNumber(document),
    4: [...coded(reportDocument.imagingStudy), '', procedure ?? '', procedure ? 'L' : ''],
    7: study.studyDate ? dateTime(study.studyDate, study.studyTime) : undefined,
    16: physician(study.referringPhysicianName),
    // Accession number and requested procedure, where IHE's scheduled workflow has them.
    18: study.accessionNumber,
    19: document.order?.requestedProcedureId,
    22: formatTimestamp(issuedAt),
    24: 'RAD',
    25: resultStatus[status],
    32:
      isSigned(status) && signature
        ? [[signature.userId, signature.name], formatTimestamp(signature.at)]
        : undefined,
  });
};

/** Where no order is known, the accession number is what RIS and PACS share; without one the report names the study. */
const placerNumber = ({ order, study }: ReportDocument): string | null =>
  order?.placerOrderNumber ?? study.accessionNumber;
const fillerNumber = ({ order, study, reportId }: ReportDocument): string =>
  order?.fillerOrderNumber ?? study.accessionNumber ?? reportId;

/** NTE: who wrote it, what was changed and why, and what must be known of the picture. */
function noteSegments(document: ReportDocument): SegmentContent[] {
  const { status, reason, marks, notes } = document;
  const changed = reason !== null && (status === 'corrected' || status === 'amended');
  const texts = [
    ...marks.map(markText),
    provenanceText(document),
    ...(changed ? [`Changed because: ${reason}`] : []),
    ...(isWithdrawn(status) ? [] : notes.map(({ message }) => message)),
  ];
  return texts.map((text, at) => segment('NTE', { 1: String(at + 1), 2: 'L', 3: text }));
}
