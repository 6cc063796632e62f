import type { GreyPresentation } from '@wetread/dicom';
import type { StudyInstanceUid } from '@wetread/kernel';
import type {
  ComparedFilm,
  DecidedFinding,
  ModelProvenance,
  PictureNote,
  ReportSentence,
} from './report-content';
import type { ReportStatus } from './report-status';

/** Patient module attributes that a report's header names (PS3.3 C.7.1.1). PHI. */
export interface DocumentPatient {
  /** DICOM PN: `Family^Given^Middle^Prefix^Suffix`, ideographic and phonetic groups after `=`. */
  readonly patientName: string;
  readonly patientId: string;
  readonly issuerOfPatientId: string | null;
  /** `YYYY-MM-DD`. */
  readonly birthDate: string | null;
  readonly sex: string | null;
  /** The archive's own number, a UUID; absent where there is no archive. */
  readonly id?: string;
  /** The URI of the name space that the Patient ID is of; absent where nobody has configured any. */
  readonly idSystem?: string;
}

/** General Study module attributes (PS3.3 C.7.2.1). */
export interface DocumentStudy {
  readonly studyInstanceUid: StudyInstanceUid;
  readonly studyId: string | null;
  /** `YYYY-MM-DD`. */
  readonly studyDate: string | null;
  /** `HH:MM:SS`, as far as known. */
  readonly studyTime: string | null;
  readonly studyDescription: string | null;
  readonly accessionNumber: string | null;
  readonly referringPhysicianName: string | null;
}

/** The order that the study answers, as the one who placed it and the one who fills it number it. */
export interface DocumentOrder {
  readonly placerOrderNumber: string | null;
  readonly fillerOrderNumber: string | null;
  readonly requestedProcedureId: string | null;
  readonly procedureText: string | null;
}

/** An image that a sentence points at. */
export interface DocumentImage {
  readonly sopInstanceUid: string;
  readonly sopClassUid: string;
  readonly seriesInstanceUid: string;
  readonly numberOfFrames: number;
  /** Of the stored pixels; `null` when the header does not tell. */
  readonly rows: number | null;
  readonly columns: number | null;
  /** How its greys are shown; `null` for a coloured image and where no header is at hand. */
  readonly grey: GreyPresentation | null;
}

/** Who wrote this revision: a model (`name version`) or a person (user id). */
interface DocumentAuthor {
  readonly kind: 'model' | 'person';
  readonly id: string;
  readonly name: string;
}

/** A signed revision that another took the place of. */
interface ReplacedRevision {
  readonly revision: number;
  readonly contentHash: string;
}

interface DocumentSignature {
  readonly userId: string;
  readonly name: string;
  readonly at: Date;
}

/** Who added a sentence to the signed report, and when; `sentenceId` is the addendum's. */
export interface DocumentAddendum {
  readonly sentenceId: string;
  readonly name: string;
  readonly at: Date;
}

/**
 * Everything that a rendering tells. A plain value: the command line fills it from a reading without a
 * database, the server from the report's current revision.
 */
export interface ReportDocument {
  readonly reportId: string;
  readonly revision: number;
  readonly status: ReportStatus;
  readonly reason: string | null;
  readonly author: DocumentAuthor;
  /** The revision before, if that was signed: what an addendum, a correction or a withdrawal replaces. */
  readonly replaces: ReplacedRevision | null;
  /** When this revision was made. */
  readonly issuedAt: Date;
  readonly contentHash: string;
  readonly patient: DocumentPatient;
  readonly study: DocumentStudy;
  /** `null` while no order of the study is known. */
  readonly order: DocumentOrder | null;
  readonly images: readonly DocumentImage[];
  readonly sentences: readonly ReportSentence[];
  readonly findings: readonly DecidedFinding[];
  /** Codes of findings that an earlier revision spoke of and this one does not: who got them must hear of it. */
  readonly withdrawnFindings: readonly string[];
  /** Codes of findings that an earlier revision stated as present and this one does not. */
  readonly unstatedFindings: readonly string[];
  readonly model: ModelProvenance | null;
  readonly marks: readonly string[];
  readonly notes: readonly PictureNote[];
  readonly prior: ComparedFilm | null;
  readonly signature: DocumentSignature | null;
  readonly addenda: readonly DocumentAddendum[];
}
