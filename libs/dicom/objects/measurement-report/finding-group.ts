import type { ImageReference } from '../composite/composite-input';
import { dcm, sctCode, type DicomCode } from '../composite/code';
import {
  codeItem,
  containerItem,
  type ContentItem,
  numItem,
  regionItem,
  textItem,
  uidItem,
} from '../sr/content-item';
import { algorithmItems, type Algorithm } from '../sr/observation-context';

/** A closed outline on one image, in pixels. */
export interface ImageRegion {
  readonly image: ImageReference;
  /** Column and row from the image's top left corner; the last point is the first again. */
  readonly outline: readonly (readonly [column: number, row: number])[];
}

/** One finding of an algorithm: what was looked for, whether it is there, how sure, and where. */
export interface AlgorithmFinding {
  readonly concept: DicomCode;
  readonly presence: DicomCode;
  /** Percent, 0..100. */
  readonly certainty: number | null;
  readonly site: DicomCode | null;
  readonly laterality: DicomCode | null;
  readonly algorithm: Algorithm;
}

/** A finding with its outline, followed by its UID from one document to the next. */
export interface OutlinedFinding extends AlgorithmFinding {
  readonly trackingIdentifier: string;
  readonly trackingUid: string;
  readonly region: ImageRegion;
}

const presence = sctCode('705057003', 'Presence');
const percent = { code: '%', meaning: 'Percent' } as const;

/** TID 1410 "Planar ROI Measurements and Qualitative Evaluations". */
export const outlinedFindingItem = (finding: OutlinedFinding): ContentItem =>
  containerItem(dcm('125007', 'Measurement Group'), [
    textItem('HAS OBS CONTEXT', dcm('112039', 'Tracking Identifier'), finding.trackingIdentifier),
    uidItem('HAS OBS CONTEXT', dcm('112040', 'Tracking Unique Identifier'), finding.trackingUid),
    ...algorithmItems('HAS CONCEPT MOD', finding.algorithm),
    ...siteItems(finding),
    codeItem('CONTAINS', dcm('121071', 'Finding'), finding.concept),
    regionItem(dcm('111030', 'Image Region'), finding.region.outline, finding.region.image),
    codeItem('CONTAINS', presence, finding.presence),
    ...certaintyItems('CONTAINS', finding),
  ]);

/** A finding without an outline as a qualitative evaluation: what was looked for, and whether it is there. */
export const evaluatedFindingItem = (finding: AlgorithmFinding): ContentItem =>
  codeItem('CONTAINS', finding.concept, finding.presence, [
    ...algorithmItems('HAS CONCEPT MOD', finding.algorithm),
    ...certaintyItems('HAS PROPERTIES', finding),
  ]);

function siteItems({ site, laterality }: AlgorithmFinding): ContentItem[] {
  if (!site) return [];
  const side = laterality
    ? [codeItem('HAS CONCEPT MOD', sctCode('272741003', 'Laterality'), laterality)]
    : [];
  return [codeItem('HAS CONCEPT MOD', sctCode('363698007', 'Finding Site'), site, side)];
}

const certaintyItems = (
  relationship: 'CONTAINS' | 'HAS PROPERTIES',
  { certainty }: AlgorithmFinding,
): ContentItem[] =>
  certainty === null
    ? []
    : [numItem(relationship, dcm('111012', 'Certainty of Finding'), { value: certainty, unit: percent })];
