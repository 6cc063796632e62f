import type { FindingCode, FindingSize, NihFindingCode, Side, Zone } from '@wetread/terminology';
import type { FractionBox } from './grey-image';

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
  /** Where it is seen when present, where it was looked for when not; fractions of the picture. */
  readonly evidence: { readonly box: FractionBox };
  /** `none` when the finding is not present. */
  readonly band: CertaintyBand | 'none';
  readonly size: FindingSize;
}

/** What the scope gate saw; `probabilities` sum to 1. */
export interface GateDecision {
  readonly accepted: boolean;
  /** The most probable class. */
  readonly className: string;
  readonly probabilities: Readonly<Record<string, number>>;
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

/**
 * The outcome of reading one film. A refused film has no sentences; it has findings only when the gate saw
 * the picture and accepted it.
 */
export interface Reading {
  readonly status: 'read' | 'refused';
  readonly refusal: Refusal | null;
  /** All 14 in the order of the vocabulary, or none. */
  readonly findings: readonly FindingDecision[];
  /** `null` when the film was refused before the model saw it. */
  readonly gate: GateDecision | null;
  /** SHA-256 of the encoder's input (float32 little-endian), `null` when there was none. */
  readonly inputSha256: string | null;
  readonly sentences: readonly DraftSentence[];
  /** Marks that every output must carry, e.g. `PHANTOM`. */
  readonly marks: readonly string[];
  /** Wall-clock time of decoding, inference and writing. */
  readonly milliseconds: number;
}
