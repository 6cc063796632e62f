import type { Side, Zone } from '@wetread/terminology';

export interface Location {
  readonly side: Side;
  readonly zone: Zone;
}
export const nowhere: Location = { side: 'none', zone: 'none' };

interface LocationWord extends Partial<Location> {
  readonly start: number;
  readonly end: number;
  /** Whether the word follows its finding: "effusion *on the left*". */
  readonly trailing: boolean;
}

const WORDS: readonly (Partial<Location> & { pattern: RegExp })[] = [
  { side: 'bilateral', zone: 'lower', pattern: /\bbi-?(?:basilar|basal)\b|\bboth (?:lung )?bases\b/g },
  { side: 'bilateral', zone: 'upper', pattern: /\bbi-?apical\b|\bboth (?:lung )?apices\b/g },
  { side: 'bilateral', zone: 'middle', pattern: /\bbi-?hilar\b/g },
  { side: 'right', zone: 'upper', pattern: /\brul\b/g },
  { side: 'right', zone: 'middle', pattern: /\brml\b/g },
  { side: 'right', zone: 'lower', pattern: /\brll\b/g },
  { side: 'left', zone: 'upper', pattern: /\blul\b/g },
  { side: 'left', zone: 'lower', pattern: /\blll\b/g },
  { side: 'left', zone: 'middle', pattern: /\blingul(?:a|ar)\b/g },
  { side: 'left', zone: 'lower', pattern: /\bretro-?cardiac\b/g },
  {
    side: 'bilateral',
    pattern:
      /\bbilateral(?:ly)?\b|\bboth (?=(?:lungs?|sides|hemithora|costophrenic|pleural|upper|lower|mid))|\btwo-sided\b/g,
  },
  { side: 'left', pattern: /\bleft(?:-sided)?(?! (?:heart|atri|ventric))\b/g },
  { side: 'right', pattern: /\bright(?:-sided)?(?! (?:heart|atri|ventric|paratracheal))\b/g },
  {
    zone: 'upper',
    pattern:
      /\bupper(?= |-)(?! (?:limits?|abdom|quadrant|normal|normal))|\bapex\b|\bapices\b|\bapical\b|\bsuprahilar\b/g,
  },
  {
    zone: 'middle',
    pattern:
      /\bmid(?:dle)?(?=[ -](?:lung|zone|lobe|field|portion|third|thora|chest))|\bmidlung\b|\bperi-?hilar\b/g,
  },
  {
    zone: 'lower',
    pattern:
      /\blower(?= |-)(?! (?:limits?))|\bbas(?:e|es|al|ilar)\b|\binfrahilar\b|\bsubpulmonic\b|\bsupradiaphragmatic\b/g,
  },
];
const TRAILING =
  /\b(?:on|in|at|within|of|to|over|into|throughout|involving|overlying|towards?)(?: (?:the|both|its))?(?: [a-z-]+){0,3} ?$/;

/** Words of place in a clause, in order. */
function locationWords(clause: string): LocationWord[] {
  const words: LocationWord[] = [];
  for (const { pattern, ...place } of WORDS) {
    for (const match of clause.matchAll(pattern)) {
      const start = match.index;
      const end = start + match[0].length;
      if (words.some((word) => start < word.end && end > word.start)) continue;
      const before = clause.slice(Math.max(0, start - 40), start);
      words.push({ ...place, start, end, trailing: TRAILING.test(before) });
    }
  }
  return words.sort((a, b) => a.start - b.start);
}

/** One place from several words: left and right together are bilateral; the first zone counts. */
function placeOf(words: readonly Partial<Location>[]): Location {
  const sides = new Set(words.flatMap((word) => (word.side ? [word.side] : [])));
  const zones = words.flatMap((word) => (word.zone ? [word.zone] : []));
  const both = sides.has('bilateral') || (sides.has('left') && sides.has('right'));
  const [side = 'none'] = both ? (['bilateral'] as const) : [...sides];
  return { side, zone: zones[0] ?? 'none' };
}

/**
 * Gives each finding of a clause its place. A word of place before a finding is the finding's own; one
 * after it ("on the left") too, unless the next finding claims it; findings joined by commas or "and"
 * without a place of their own share their neighbour's.
 */
export function placesInClause(
  clause: string,
  heads: readonly { readonly start: number; readonly end: number }[],
): Location[] {
  const words = locationWords(clause);
  const owned: LocationWord[][] = heads.map(() => []);
  for (const word of words) {
    const inside = heads.findIndex((head) => word.start >= head.start && word.end <= head.end);
    const next = heads.findIndex((head) => head.start >= word.end);
    const before = next === -1 ? heads.length - 1 : next - 1;
    const owner =
      inside !== -1 ? inside : next === -1 ? before : word.trailing && before >= 0 ? before : next;
    owned[owner]?.push(word);
  }
  return shareAmongList(clause, heads, owned);
}

const JOINED =
  /^\s*(?:,|and|or|and\/or|versus|vs|with|plus|\/|associated|adjacent|underlying|,\s*and|,\s*or|\s)*\s*$/;

function shareAmongList(
  clause: string,
  heads: readonly { readonly start: number; readonly end: number }[],
  owned: readonly LocationWord[][],
): Location[] {
  const joinedToNext = (index: number): boolean => {
    const [head, next] = [heads[index], heads[index + 1]];
    return head !== undefined && next !== undefined && JOINED.test(clause.slice(head.end, next.start));
  };
  return heads.map((_, index) => {
    const own = owned[index] ?? [];
    if (own.length > 0) return placeOf(own);
    for (let at = index; joinedToNext(at - 1); at -= 1) {
      const words = owned[at - 1] ?? [];
      if (words.length > 0) return placeOf(words);
    }
    for (let at = index; joinedToNext(at); at += 1) {
      const words = owned[at + 1] ?? [];
      if (words.length > 0) return placeOf(words);
    }
    return nowhere;
  });
}
