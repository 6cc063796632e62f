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
    const probability = calibrate(findingLogits[index]!, finding.calibration);
    const decision = { code: finding.code, label: findingLabel(finding.code), probability };
    return probability >= finding.threshold
      ? {
          ...decision,
          ...presence(finding, { width, height, values }, boxLevel, fit),
          ...bandFields(decision, finding, spec),
        }
      : { ...decision, ...absence(finding, fit) };
  });
}

/** Platt scaling (Platt 1999): sigmoid(slope * logit + intercept). */
export const calibrate = (logit: number, { slope, intercept }: FindingSpec['calibration']): number =>
  1 / (1 + Math.exp(-(slope * logit + intercept)));

const nowhere = { side: 'none', zone: 'none' } as const;

const bandFields = (
  { probability }: { probability: number },
  { threshold }: FindingSpec,
  { bands }: EncoderSpec,
): Pick<FindingDecision, 'threshold' | 'present' | 'band'> => ({
  threshold,
  present: true,
  band: bandOf(probability, threshold, bands),
});

function presence(
  { code, searchRegion }: FindingSpec,
  map: HeatMap,
  boxLevel: number,
  fit: Letterbox,
): Pick<FindingDecision, 'location' | 'evidence' | 'size'> {
  const located = locateEvidence(map, boxLevel, fit);
  // A cold map under a warm logit: the finding stands, but no place is claimed beyond where it was looked for.
  if (located === null) {
    return { location: nowhere, evidence: { box: boxToPicture(searchRegion, fit) }, size: 'none' };
  }
  const { sided, zoned, sized } = findingVocabulary[code];
  return {
    location: { side: sided ? located.side : 'none', zone: zoned ? located.zone : 'none' },
    evidence: { box: located.box },
    size: sized ? located.size : 'none',
  };
}

const absence = (
  { threshold, searchRegion }: FindingSpec,
  fit: Letterbox,
): Omit<FindingDecision, 'code' | 'label' | 'probability'> => ({
  threshold,
  present: false,
  location: nowhere,
  evidence: { box: boxToPicture(searchRegion, fit) },
  band: 'none',
  size: 'none',
});

/** Wording allowed for a calibrated probability at or above `threshold`. */
export function bandOf(probability: number, threshold: number, bands: BandSpec): CertaintyBand {
  const position =
    bands.mode === 'absolute' ? probability : (probability - threshold) / Math.max(1 - threshold, 1e-9);
  if (position >= bands.definite) return 'definite';
  return position >= bands.likely ? 'likely' : 'possible';
}
