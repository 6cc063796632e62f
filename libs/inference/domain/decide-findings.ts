import { findingLabel, findingVocabulary } from '@wetread/terminology';
import { boxToPicture, type Letterbox } from './letterbox';
import { type HeatMap, locateEvidence } from './locate-evidence';
import type { BandSpec, EncoderSpec, FindingSpec } from './model-manifest';
import type { CertaintyBand, FindingDecision } from './reading';

/** What the encoder says of one square. */
export interface EncoderOutput {
  /** One per finding, in the order of the manifest. */
  readonly findingLogits: Float32Array;
  /** [findings, height, width] */
  readonly heatmaps: Float32Array;
  readonly gateLogits: Float32Array;
}

/** Calibrates every finding, decides it against its threshold, and tells where it is seen. */
export function decideFindings(
  { findingLogits, heatmaps }: EncoderOutput,
  spec: EncoderSpec,
  fit: Letterbox,
): FindingDecision[] {
  const { width, height, boxLevel } = spec.heatmap;
  return spec.findings.map((finding, index) => {
    const values = heatmaps.subarray(index * width * height, (index + 1) * width * height);
    const { code, threshold } = finding;
    const probability = calibrate(findingLogits[index]!, finding.calibration);
    const present = probability >= threshold;
    return {
      code,
      label: findingLabel(code),
      probability,
      threshold,
      present,
      band: present ? bandOf(probability, threshold, spec.bands) : 'none',
      ...(present ? placeOf(finding, { width, height, values }, boxLevel, fit) : searchedPlace(finding, fit)),
    };
  });
}

type Place = Pick<FindingDecision, 'location' | 'evidence' | 'size'>;

/** Platt scaling (Platt 1999): sigmoid(slope * logit + intercept). */
export const calibrate = (logit: number, { slope, intercept }: FindingSpec['calibration']): number =>
  1 / (1 + Math.exp(-(slope * logit + intercept)));

function placeOf(finding: FindingSpec, map: HeatMap, boxLevel: number, fit: Letterbox): Place {
  const located = locateEvidence(map, boxLevel, fit);
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
