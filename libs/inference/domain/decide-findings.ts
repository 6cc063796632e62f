import { findingLabel, findingVocabulary } from '@wetread/terminology';
import type { FractionBox } from './grey-image';
import { boxToPicture, type Letterbox } from './letterbox';
import { type HeatMap, locateEvidence } from './locate-evidence';
import type { BandSpec, EncoderSpec, FindingSpec } from './manifest/film-reader-manifest';
import type { CertaintyBand, FindingDecision } from './reading';
import { type Repair, toUnrepairedBox } from './repair';

/** What the encoder says of one square. */
export interface EncoderOutput {
  /** One per finding, in the order of the manifest. */
  readonly findingLogits: Float32Array;
  /** [findings, height, width] */
  readonly heatmaps: Float32Array;
  readonly gateLogits: Float32Array;
  /** How unlike everything that was learnt the picture is; the manifest says how much is too much. */
  readonly novelty: number;
  /** PA and AP. */
  readonly viewLogits: Float32Array;
  /** Place in the space that pictures and texts share; unit length. */
  readonly embedding: Float32Array;
}

/** Calibrates every finding, decides it against its threshold, and tells where it is seen. */
export function decideFindings(output: EncoderOutput, spec: EncoderSpec, fit: Letterbox): FindingDecision[] {
  return spec.findings.map((finding, index) => {
    const { code, threshold } = finding;
    const probability = calibrate(output.findingLogits[index]!, finding.calibration);
    const present = probability >= threshold;
    return {
      code,
      label: findingLabel(code),
      probability,
      threshold,
      present,
      band: present ? bandOf(probability, threshold, spec.bands) : 'none',
      change: 'none',
      ...(present ? placeOf(finding, heatMapOf(output, spec, index), fit) : searchedPlace(finding, fit)),
    };
  });
}

/**
 * Where each finding is warmest, whether it is decided present or not, in the order of the manifest; where a map is
 * cold, where the finding was looked for. For measuring, not for reading: a draft points at what is present.
 */
export const warmestBoxes = (output: EncoderOutput, spec: EncoderSpec, fit: Letterbox): FractionBox[] =>
  spec.findings.map((finding, index) => placeOf(finding, heatMapOf(output, spec, index), fit).evidence.box);

/**
 * Findings of a repaired picture with boxes in fractions of the picture before `undone`, which viewers and objects
 * point into. Sides and zones stay the patient's: they were told on the upright picture.
 */
export const inUnrepairedPixels = (
  findings: readonly FindingDecision[],
  undone: readonly Repair[],
): FindingDecision[] =>
  findings.map((finding) => ({
    ...finding,
    evidence: { box: toUnrepairedBox(finding.evidence.box, undone) },
  }));

function heatMapOf({ heatmaps }: EncoderOutput, { heatmap }: EncoderSpec, index: number): HeatMap {
  const { width, height } = heatmap;
  return { width, height, values: heatmaps.subarray(index * width * height, (index + 1) * width * height) };
}

type Place = Pick<FindingDecision, 'location' | 'evidence' | 'size'>;

/** Platt scaling (Platt 1999): sigmoid(slope * logit + intercept). */
export const calibrate = (logit: number, { slope, intercept }: FindingSpec['calibration']): number =>
  1 / (1 + Math.exp(-(slope * logit + intercept)));

function placeOf(finding: FindingSpec, map: HeatMap, fit: Letterbox): Place {
  const located = locateEvidence(map, finding.box, fit);
  // A cold map under a warm logit: the finding stands, but no place is claimed beyond where it was looked for.
  if (located === null) return searchedPlace(finding, fit);
  const { sided, zoned, sized } = findingVocabulary[finding.code];
  return {
    location: { side: sided ? located.side : 'none', zone: zoned ? located.zone : 'none' },
    evidence: { box: located.box },
    size: sized ? located.size : 'none',
  };
}

/** Of a finding that has no place of its own: where it was looked for. */
const searchedPlace = ({ searchRegion }: FindingSpec, fit: Letterbox): Place => ({
  location: { side: 'none', zone: 'none' },
  evidence: { box: boxToPicture(searchRegion, fit) },
  size: 'none',
});

/** Wording allowed for a calibrated probability at or above `threshold`. */
export function bandOf(probability: number, threshold: number, bands: BandSpec): CertaintyBand {
  const position =
    bands.mode === 'absolute' ? probability : (probability - threshold) / Math.max(1 - threshold, 1e-9);
  if (position >= bands.definite) return 'definite';
  return position >= bands.likely ? 'likely' : 'possible';
}
