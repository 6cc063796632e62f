import type { NihFilm } from '../data/nih-films';
import { areaOf, type Box, sideOfBoxes } from '../measures/overlap';
import type { Grade } from '../measures/ranked-list';
import type { Phrase } from './phrase';

/**
 * How well a film answers a phrase, by its labels and published boxes alone:
 *
 * - 0 when it has a finding that the phrase denies, or none of those that it names;
 * - 1 when it has some of several findings that the phrase names;
 * - 2 when it has all of them.
 *
 * A phrase that tells a side or an extent is graded by the boxes of its first finding: 2 when they agree, 0 when they
 * contradict, 1 when they agree in part (bilateral for one side, moderate for large) or no box was published, as for
 * most films. The lower grade of side and extent counts.
 */
export function gradeFilm(phrase: Phrase, { labels, boxes }: Pick<NihFilm, 'labels' | 'boxes'>): Grade {
  const denied = phrase.absent === 'all' ? [...labels] : phrase.absent.filter((code) => labels.has(code));
  if (denied.length > 0) return 0;
  const shown = phrase.present.filter((group) => group.some((code) => labels.has(code)));
  if (shown.length < phrase.present.length) return shown.length > 0 ? 1 : 0;
  const [first = []] = phrase.present;
  const places = boxes.filter(({ code }) => first.includes(code)).map(({ box }) => box);
  return Math.min(gradeSide(phrase.side, places), gradeSize(phrase.size, places)) as Grade;
}

function gradeSide(asked: Phrase['side'], places: readonly Box[]): Grade {
  if (asked === undefined) return 2;
  if (places.length === 0) return 1;
  const side = sideOfBoxes(places);
  if (side === asked) return 2;
  return side === 'bilateral' || asked === 'bilateral' ? 1 : 0;
}

/** Shares of the picture, the cut-offs by which the product words an extent. */
const MODERATE = 0.05;
const LARGE = 0.15;

function gradeSize(asked: Phrase['size'], places: readonly Box[]): Grade {
  if (asked === undefined) return 2;
  if (places.length === 0) return 1;
  const area = areaOf(places);
  if (area >= MODERATE && area < LARGE) return 1;
  return (asked === 'large') === area >= LARGE ? 2 : 0;
}
