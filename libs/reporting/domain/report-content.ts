import type { Side, Zone } from '@wetread/terminology';

export const sections = ['findings', 'impression', 'addendum'] as const;
export type Section = (typeof sections)[number];
export type Polarity = 'present' | 'absent' | 'uncertain';

interface Location {
  readonly side: Side;
  readonly zone: Zone;
}

/** Where a sentence is seen: fractions (0..1) of the stored image, origin top left. */
interface Evidence {
  readonly sopInstanceUid: string;
  /** 1-based (PS3.3 C.7.6.6). */
  readonly frame: number;
  readonly box: readonly [x: number, y: number, width: number, height: number];
}

const flagCodes = [
  'contradiction',
  'wrong-side',
  'wrong-zone',
  'unsupported',
  'overstated',
  'omitted',
  'false-comparison',
] as const;
/** What the verifier holds against a sentence; advice for the reader, never a veto. */
export interface SentenceFlag {
  readonly code: (typeof flagCodes)[number];
  readonly message: string;
}

/** One sentence and where it comes from. A sentence typed by a person stands for no finding of the model. */
export interface ReportSentence {
  readonly id: string;
  readonly section: Section;
  readonly text: string;
  readonly author: 'model' | 'person';
  readonly finding: string | null;
  readonly polarity: Polarity | null;
  readonly location: Location | null;
  readonly probability: number | null;
  /** Other findings that the same sentence denies: "no effusion or pneumothorax". */
  readonly alsoAbsent?: readonly { readonly finding: string; readonly probability: number }[];
  readonly evidence: Evidence | null;
  /** Speaks of a finding that must be acknowledged before signing. */
  readonly critical: boolean;
  readonly flags: readonly SentenceFlag[];
}

/** What became of a finding since the film that was compared with; `none` where nothing is claimed. */
type Change = 'none' | 'new' | 'unchanged' | 'larger' | 'smaller' | 'resolved';

/** The earlier film of the patient that a draft was compared with. */
export interface ComparedFilm {
  readonly studyInstanceUid: string;
  readonly sopInstanceUid: string;
  /** `YYYY-MM-DD` of its study. */
  readonly acquiredOn: string | null;
}

/** A sentence that stands for no finding of the model, as a person writes it. */
export const freeSentence = (
  written: Pick<ReportSentence, 'id' | 'section' | 'text' | 'author'>,
): ReportSentence => ({
  ...written,
  finding: null,
  polarity: null,
  location: null,
  probability: null,
  evidence: null,
  critical: false,
  flags: [],
});

/** What the model decided about one finding of the film. */
export interface DecidedFinding {
  readonly code: string;
  readonly label: string;
  /** Calibrated, 0..1. */
  readonly probability: number;
  readonly threshold: number;
  readonly present: boolean;
  readonly location: Location;
  /** Missing in reports of before there were priors. */
  readonly change?: Change;
  /** How sure its wording may be; missing in reports of before it was kept. */
  readonly band?: 'possible' | 'likely' | 'definite' | 'none';
}

export interface ModelProvenance {
  readonly name: string;
  readonly version: string;
  /** SHA-256 of the weights. */
  readonly sha256: string;
  /** SHA-256 of the picture as the model got it. */
  readonly inputSha256: string;
}

/** What a reader of the report must know of its picture, e.g. that it was stored upside down. */
export interface PictureNote {
  /** What was found: a repair's name. */
  readonly code: string;
  /** A sentence for people. */
  readonly message: string;
}

/** What an inference hands over to be made into a draft. */
export interface Draft {
  readonly inferenceId: string;
  /** The study's completion that was read; a late instance makes the next one. */
  readonly completion: number;
  readonly model: ModelProvenance;
  /** Marks that every output must carry, e.g. `PHANTOM`. */
  readonly marks: readonly string[];
  readonly notes: readonly PictureNote[];
  readonly prior: ComparedFilm | null;
  readonly findings: readonly DecidedFinding[];
  readonly sentences: readonly Omit<ReportSentence, 'id' | 'author' | 'flags'>[];
}
