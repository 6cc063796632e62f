import type { FindingCode, FindingSize, NihFindingCode, Side, Zone } from '@wetread/terminology';
import type { FractionBox } from './grey-image';
import type { Repair } from './repair';

/** Why no draft was made: a stable code and a sentence for people. */
export interface Refusal {
  readonly code: string;
  readonly reason: string;
}

export interface Location {
  readonly side: Side;
  readonly zone: Zone;
}

/** How sure the wording of a finding that is present may be; cut-offs are the manifest's. */
export type CertaintyBand = 'possible' | 'likely' | 'definite';

/** What became of a finding since the prior film; `none` where nothing is claimed. */
export const changes = ['none', 'new', 'unchanged', 'larger', 'smaller', 'resolved'] as const;
export type Change = (typeof changes)[number];

/** What the findings head decided about one finding. */
export interface FindingDecision {
  readonly code: NihFindingCode;
  readonly label: string;
  /** Calibrated, 0..1. */
  readonly probability: number;
  readonly threshold: number;
  readonly present: boolean;
  readonly location: Location;
  /** Where it is seen when present, where it was looked for when not; fractions of the stored picture. */
  readonly evidence: { readonly box: FractionBox };
  /** `none` when the finding is not present. */
  readonly band: CertaintyBand | 'none';
  readonly size: FindingSize;
  /** Against the reading's prior film; `none` without one. */
  readonly change: Change;
}

/** The film of the same patient that a reading was compared with. */
export interface PriorFilm {
  readonly studyInstanceUid: string;
  readonly sopInstanceUid: string;
  /** `YYYY-MM-DD` of its study, `null` when that is not known. */
  readonly acquiredOn: string | null;
}

/** An earlier film with what the same model finds on it. */
export interface PriorReading {
  readonly film: PriorFilm;
  /** Which side of the patient faced the detector; `null` when neither header nor model tells. */
  readonly view: FrontalView | null;
  /** As {@link Reading.marks}. */
  readonly marks: readonly string[];
  readonly findings: readonly FindingDecision[];
}

export type FrontalView = 'PA' | 'AP';

/** What the scope gate saw; `probabilities` sum to 1. */
export interface GateDecision {
  /** The accepted class is probable enough, and the picture not too novel. */
  readonly accepted: boolean;
  /** The most probable class. */
  readonly className: string;
  readonly probabilities: Readonly<Record<string, number>>;
  /** How unlike everything that was learnt the picture is; the limit is the manifest's. */
  readonly novelty: number;
  /** The likelier frontal view, with its softmax probability. */
  readonly view: { readonly code: FrontalView; readonly probability: number };
}

/** What a sentence is to say, before any word of it exists. */
export interface Statement {
  readonly section: 'findings' | 'impression';
  readonly finding: FindingCode;
  readonly polarity: 'present' | 'absent';
  readonly location: Location;
  readonly size: FindingSize;
  readonly band: CertaintyBand | 'none';
  /** Of `finding` being present; for `NoFinding`, of nothing being present. */
  readonly probability: number;
  readonly evidence: { readonly box: FractionBox };
  /** A finding that is present and must be acknowledged before signing. */
  readonly critical: boolean;
  /** What else the same sentence denies; empty unless `finding` is absent. */
  readonly alsoAbsent: readonly Denial[];
  /** Against the prior film; `none` without one. `resolved` goes with `absent`. */
  readonly change: Change;
}

/** A finding that is denied in the company of another: "no effusion or pneumothorax". */
interface Denial {
  readonly finding: NihFindingCode;
  /** Of it being present. */
  readonly probability: number;
}

/** Whose words a sentence is in. */
export type Wording = 'decoder' | 'plain';

/** A statement in words. */
export interface DraftSentence extends Statement {
  readonly text: string;
  /** Whose words: the decoder's, or the plain ones where none of the decoder's candidates read back as asked. */
  readonly wording: Wording;
}

/** The outcome of reading one film. A refused film has neither findings nor sentences. */
export interface Reading {
  readonly status: 'read' | 'refused';
  readonly refusal: Refusal | null;
  /** All 14 in the order of the vocabulary, or none. */
  readonly findings: readonly FindingDecision[];
  /** Of the last look; `null` when the film was refused before the model saw it. */
  readonly gate: GateDecision | null;
  /** Faults of the stored picture that were undone before the last look, in that order. */
  readonly repairs: readonly Repair[];
  /** SHA-256 of the encoder's input at the last look (float32 little-endian), `null` when there was none. */
  readonly inputSha256: string | null;
  readonly sentences: readonly DraftSentence[];
  /** What `change` of the findings speaks of; `null` when nothing was compared. */
  readonly prior: PriorFilm | null;
  /** Marks that every output must carry, e.g. `PHANTOM`. */
  readonly marks: readonly string[];
  /** Wall-clock time of decoding, inference and writing. */
  readonly milliseconds: number;
}

/** What the encoder says of a picture whatever the gate thinks of it; nothing is drafted, nothing refused. */
export interface FilmInspection {
  /** Why a draft would be refused (header, picture rules, gate, novelty); `null`: the film would be read. */
  readonly refusal: Refusal | null;
  /** Faults of the stored picture that were undone before the last look, in that order. */
  readonly repairs: readonly Repair[];
  /** Of the last look; `null` only when the encoder never ran (blank, too small, undecodable). */
  readonly gate: GateDecision | null;
  /** All 14 whenever the encoder ran; here `evidence` is where each is warmest, present or not. */
  readonly findings: readonly FindingDecision[];
  /** Marks that every output made of it must carry. */
  readonly marks: readonly string[];
  /** Place in the space that pictures and texts share, unit length; `null` when the encoder never ran. */
  readonly embedding: Float32Array | null;
  readonly inputSha256: string | null;
}
