import type { DecidedFinding } from '@wetread/reporting';
import type { NihFindingCode } from '@wetread/terminology';
import type { SeededRandom } from '../measures/seeded-random';
import { fillWording } from './wordings/fill-wording';
import { findingNames } from './wordings/finding-names';
import type { Halves, WordingHalf } from './wordings/wording-halves';

/** What every planter draws from. */
export interface Draw {
  readonly half: WordingHalf;
  readonly random: SeededRandom;
}

export const oneOf = <Item>(items: readonly Item[], { random }: Draw): Item | undefined =>
  items[random.whole(Math.max(1, items.length))];

/** A wording with the finding's name and what else it asks for filled in. */
export function sayOf(
  wordings: Halves,
  finding: DecidedFinding,
  draw: Draw,
  words: Readonly<Record<string, string>> = {},
): string {
  const [name, whole] = oneOf(findingNames[finding.code as NihFindingCode][draw.half], draw)!;
  return fillWording(oneOf(wordings[draw.half], draw)!, { name, 'a name': whole, ...words });
}

export const bareName = (finding: DecidedFinding | undefined, draw: Draw): string =>
  finding === undefined ? '' : oneOf(findingNames[finding.code as NihFindingCode][draw.half], draw)![0];
