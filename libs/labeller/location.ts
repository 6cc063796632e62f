import type { Head } from './head';
import { type Location, nowhere, type PlaceWord, placeWords } from './place-words';

export { type Location, nowhere };

/** Whether a stretch names a side or a zone. */
export const hasPlace = (text: string): boolean => placeWords(text).length > 0;

/** The place that a clause without a finding gives the next one: "in the left base, there is a nodule". */
export const leadingPlace = (clause: string): Location =>
  /^\s*(?:in|at|on|within|over|along|behind|overlying)\b/.test(clause)
    ? placeOf(placeWords(clause))
    : nowhere;

/**
 * Places of one finding: two where each side has a third of its own ("right upper and left lower lobes"),
 * else one.
 */
function placesOf(words: readonly PlaceWord[]): Location[] {
  const groups: PlaceWord[][] = [];
  for (const word of words) {
    const current = groups.at(-1);
    if (current === undefined || (word.side && current.some(({ side }) => side))) groups.push([word]);
    else current.push(word);
  }
  const places = groups.map((group) => placeOf(group));
  const [first, second] = places;
  const areTwo =
    places.length === 2 &&
    places.every(({ side, zone }) => (side === 'left' || side === 'right') && zone !== 'none') &&
    first?.side !== second?.side &&
    first?.zone !== second?.zone;
  return areTwo ? places : [placeOf(words)];
}

/** One place from several words: left and right together are bilateral; the first zone counts. */
export function placeOf(words: readonly Partial<Location>[]): Location {
  const sides = new Set(words.flatMap(({ side }) => (side && side !== 'none' ? [side] : [])));
  const zone = words.find((word) => word.zone && word.zone !== 'none')?.zone ?? 'none';
  const both = sides.has('bilateral') || (sides.has('left') && sides.has('right'));
  const [side = 'none'] = both ? (['bilateral'] as const) : [...sides];
  return side === 'none' && zone === 'none' ? nowhere : { side, zone };
}

/**
 * Gives each finding of a clause its place. A word of place before a finding is the finding's own; one
 * after it ("on the left") too, unless the next finding claims it; findings joined by commas or "and"
 * without a place of their own share their neighbour's.
 */
export function placesInClause(clause: string, heads: readonly Head[]): Location[][] {
  const owned: PlaceWord[][] = heads.map(() => []);
  for (const word of placeWords(clause)) owned[ownerOf(word, heads, clause)]?.push(word);
  return heads.map((head, index) => {
    if (head.finding === 'Cardiomegaly') return [nowhere];
    const own = nearestSide(clause, head, withoutExtremes(clause, owned[index]!)).filter(
      // "Retrocardiac" tells where a hernia is seen, not the third of a lung.
      ({ zone }) => head.finding !== 'Hernia' || zone === undefined,
    );
    if (isDiffuse(head)) return placesOf(own);
    if (own.length === 0) return placesOf(shared(clause, heads, owned, index));
    // "Basal atelectasis and effusion *on the left*": the side is the whole list's.
    const side = own.some((word) => word.side) ? [] : listPlace(clause, heads, owned, index);
    return placesOf(side.every(({ zone }) => zone === undefined) ? [...own, ...side] : own);
  });
}

function ownerOf(word: PlaceWord, heads: readonly Head[], clause: string): number {
  const inside = heads.findIndex((head) => word.start >= head.start && word.end <= head.end);
  if (inside !== -1) return inside;
  const next = heads.findIndex((head) => head.start >= word.end);
  const before = next === -1 ? heads.length - 1 : next - 1;
  if (next === -1) return isOfOtherSide(word, heads[before], clause) ? -1 : before;
  if (OF_ANOTHER.test(clause.slice(word.end, heads[next]!.start))) return -1;
  // "Effusion on the left and pneumothorax": behind the one, before the other.
  const gap = before >= 0 ? clause.slice(heads[before]!.end, word.start) : ',';
  // "Infiltrate right base, effusion": what stands before the comma is the first one's.
  const isBehind =
    (word.trailing && !/[,;]|\b(?:and|after|post|following)\b/.test(gap)) ||
    (PLACES_ONLY.test(gap) && /^[^,;:]{0,20}[,;:]/.test(clause.slice(word.end, heads[next]!.start)));
  return isBehind || (word.trailing && before >= 0 && endsList(clause, word, heads[next]!)) ? before : next;
}

/** "Right pneumothorax, with the left lung expanded". */
const isOfOtherSide = (word: PlaceWord, last: Head | undefined, clause: string): boolean =>
  last !== undefined &&
  word.start >= last.end &&
  /,\s*with\b/.test(clause.slice(last.end, word.start)) &&
  /\b(?:left|right)\b/.test(clause.slice(0, last.start));

// "Bilateral hilar fullness without mass": the fullness has the side; "left lung without mass": the mass has it.
const OF_ANOTHER =
  /^(?:[ -](?:hilar|apical|basal|perihilar|upper|lower|mid|middle|sided|cardiophrenic))*[ -](?!(?:lungs?|midlung|bases?|hemi-?thora\w+|ape?x|apices|zones?|lobes?|sides?|chest|costo\w*|cp|pleura\w*|fields?|is|are|remains?|mid|middle|lower|upper|sided|angles?|apical|basal|hilar|perihilar)\b)[a-z]+ (?:[a-z]+ )?(?:without|with no|but no)\b/;
const PLACES_ONLY = /^[ -]*(?:(?:left|right|upper|lower|mid|middle|lung|lobe|basal|the)[ -]+)*$/;

/** Whether a comma, an "and" or a "with" stands between a trailing word and the finding that follows. */
const endsList = (clause: string, word: PlaceWord, next: Head): boolean =>
  /[,;]|\b(?:and|with|may|could|suggest|consistent|compatible|represent|without|or|post|after|following)\b/.test(
    clause.slice(word.end, next.start),
  );

const PAIRED =
  /^(?:[ ,/&-]|sided|lower|upper|mid|middle|lungs?|lobes?|zones?|bas(?:e|es|al|ilar)|apical|apex|pleural|perihilar|hilar|and|or|is|are|than|greater|more|larger|worse|smaller|less|slightly|much|side|to|the|small|moderate|large|tiny|trace|minimal|on)*$/;

/** Of a left and a right before a finding that are no pair, the nearer one: "left clips and a right effusion". */
function nearestSide(clause: string, head: Head, words: readonly PlaceWord[]): readonly PlaceWord[] {
  const sided = words.filter(({ side, end }) => side !== undefined && end <= head.start);
  for (let at = sided.length - 1; at > 0; at -= 1) {
    const [left, right] = [sided[at - 1]!, sided[at]!];
    if (left.side !== right.side && !PAIRED.test(clause.slice(left.end, right.start)))
      return words.filter((word) => word.start >= right.start);
  }
  return words;
}

/** Where a finding on both sides is largest is not where it ends: "in both lungs, *most in the right base*". */
function withoutExtremes(clause: string, words: readonly PlaceWord[]): readonly PlaceWord[] {
  const both = words.find(({ side }) => side === 'bilateral');
  if (both === undefined) return words;
  const extreme = EXTREME.exec(clause.slice(both.end));
  if (extreme === null) return words;
  const from = both.end + extreme.index;
  const isOneSided = words.some(({ side, start }) => start > from && (side === 'left' || side === 'right'));
  return isOneSided ? words.filter(({ start }) => start < from) : words;
}
const EXTREME =
  /\b(?:largest|greatest|worst|most|more|mostly|mainly|especially|particularly|predominantly|greater|worse|larger)\b[^,;]{0,20}\b(?:in|on|at|within)\b/;

/** What has no side of its own is not given its neighbour's. */
const isDiffuse = ({ finding }: Head): boolean =>
  ['Edema', 'Emphysema', 'Hernia', 'SupportDevice'].includes(finding);

const JOINED =
  /^\s*(?:,|_+|\?|and|or|and\/or|versus|vs|with|plus|\/|associated|adjacent|underlying|overlying|superimposed|accompanying|compressive|small|\s)*$/;
// Before a place that stands behind the whole list, its members may have adjectives of their own.
const LISTED =
  /^\s*(?:,|and|or|and\/or|versus|vs|(?:is |are )?favou?red over|(?:cannot|could not) be (?:differentiated|distinguished) from|rather than|\/|\s)+(?:(?!(?:is|are|was|were|has|have|with|without|in|at|on|no|not|may|could)\b)[a-z-]+\s+){0,2}$/;

type Owned = readonly (readonly PlaceWord[])[];

const isJoined = (clause: string, heads: readonly Head[], at: number, ...joins: RegExp[]): boolean => {
  const [head, next] = [heads[at], heads[at + 1]];
  if (head === undefined || next === undefined) return false;
  const between = clause.slice(head.end, next.start);
  return joins.some((join) => join.test(between));
};

function shared(clause: string, heads: readonly Head[], owned: Owned, index: number): readonly PlaceWord[] {
  for (let at = index; isJoined(clause, heads, at - 1, JOINED); at -= 1) {
    const words = owned[at - 1] ?? [];
    if (words.length > 0) return words;
  }
  return listPlace(clause, heads, owned, index);
}

/** The place behind a list is the whole list's: "effusion and atelectasis *at the right base*". */
function listPlace(
  clause: string,
  heads: readonly Head[],
  owned: Owned,
  index: number,
): readonly PlaceWord[] {
  for (let at = index; isJoined(clause, heads, at, JOINED, LISTED); at += 1) {
    const words = (owned[at + 1] ?? []).filter(({ start }) => start >= heads[at + 1]!.end);
    if (words.length > 0) return words;
  }
  return [];
}
