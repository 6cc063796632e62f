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
}

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
  readonly view: { readonly code: 'PA' | 'AP'; readonly probability: number };
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
}

/** A statement in the decoder's words. */
export interface DraftSentence extends Statement {
  readonly text: string;
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
  /** Place in the space that pictures and texts share, unit length; `null` when the encoder never ran. */
  readonly embedding: Float32Array | null;
  readonly inputSha256: string | null;
}
