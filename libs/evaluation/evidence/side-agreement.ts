import { sideOfBoxes } from '../measures/overlap';
import { type Rate, rateOf } from '../measures/wilson';
import type { SidedFinding } from './boxed-findings';

/**
 * The side that a draft tells of a called finding, beside the side of its published boxes. Radiologists drew one box
 * for many findings that have more places, so "bilateral" where the box is on one side is counted apart.
 */
export interface SideAgreement {
  readonly agreeing: Rate;
  /** Left for right or right for left: the error that hurts. */
  readonly opposite: Rate;
  /** Bilateral for one side, or one side for bilateral. */
  readonly partly: Rate;
}

export function measureSides(findings: readonly SidedFinding[]): SideAgreement {
  const pairs = findings.map(({ told, boxes }) => ({ told, published: sideOfBoxes(boxes) }));
  const count = (matches: (pair: (typeof pairs)[number]) => boolean): Rate =>
    rateOf(pairs.filter(matches).length, pairs.length);
  return {
    agreeing: count(({ told, published }) => told === published),
    opposite: count(
      ({ told, published }) => told !== published && told !== 'bilateral' && published !== 'bilateral',
    ),
    partly: count(
      ({ told, published }) => told !== published && (told === 'bilateral' || published === 'bilateral'),
    ),
  };
}
