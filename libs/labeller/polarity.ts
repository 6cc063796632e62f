import { denialAfter, denialBefore, openAfter, openBefore, undeniable } from './assertion-cues';
import { everyMatch } from './cue-list';
import type { Head, Polarity } from './head';

/** How a clause speaks of one of its heads; `all` are the heads of the clause, in order. */
export function polarityOf(clause: string, head: Head, all: readonly Head[]): Polarity {
  const before = clause.slice(0, head.start);
  if (isOpenedAfter(clause, head, all)) return 'uncertain';
  const denied = lastReaching(before, denialBefore, STOPS_DENIAL);
  const opened = lastReaching(before, openBefore, STOPS_OPENING, (cue) => undeniable.test(cue));
  // "Cannot exclude" opens although it holds a "not"; a denial that follows it denies.
  if (opened !== null && (denied === null || opened.end >= denied.end)) return 'uncertain';
  if (denied !== null && ABSENCE.test(before) && UNPROVEN.test(clause.slice(head.end))) return 'uncertain';
  if (denied !== null || isDeniedAfter(clause, head, all)) return 'absent';
  const hedged =
    lastReaching(before, openBefore, STOPS_OPENING) !== null ||
    /\?[^,.;?]{0,60}$/.test(before) ||
    isAlternative(clause, head, all);
  return hedged ? 'uncertain' : 'present';
}

// "The absence of a pneumothorax cannot be confirmed".
const ABSENCE = /\babsence of\b[^,;]*$/;
const UNPROVEN =
  /^[^,;]{0,30}\b(?:cannot|can ?not|could not|not) be (?:confirmed|assured|established|proven|guaranteed|verified)\b/;

const RELATIVE = '\\bwhich\\b|\\bthat\\b|\\bwho\\b';
// "Compatible with" and the like only lead on; other "with" begins something of its own.
const WITH = '(?<!(?:consistent|compatible|keeping|line|accordance|associated|seen|correlate) )\\bwith\\b';
const STOPS_OPENING = new RegExp(`${WITH}(?!\\s+(?:no|or|associated|superimposed)\\b)|${RELATIVE}`);
const STOPS_DENIAL = new RegExp(
  `${WITH}(?!\\s+(?:no|or)\\b)|${RELATIVE}|\\bdue to\\b|\\b(?:(?:status |s\\/p )?post(?= (?:biops|remov|thora|drain|lobe))|after|following)\\b|\\bsecondary to\\b|\\bto (?:explain|account for)\\b|\\b(?:cause|reason|explanation|source) (?:of|for)\\b`,
);

/** The last cue before the head with nothing between that stops it; offsets into `before`. */
function lastReaching(
  before: string,
  cues: RegExp,
  stops: RegExp,
  counts: (cue: string) => boolean = () => true,
): { end: number } | null {
  let last: { end: number } | null = null;
  for (const cue of everyMatch(cues, before)) {
    const end = cue.index + cue[0].length;
    if (counts(cue[0]) && !stops.test(before.slice(end))) last = { end };
  }
  return last;
}

const isOpenedAfter = (clause: string, head: Head, all: readonly Head[]): boolean =>
  followedBy(clause, head, all, openAfter) ||
  /^\s*\(?(?:versus\b|vs\b|\?\s*(?:$|[,.;)])|(?:(?:in|at|on|of|within) [^,;.]{1,30})?,? ?(?:less|more) likely\b)/.test(
    clause.slice(head.end),
  );

const isDeniedAfter = (clause: string, head: Head, all: readonly Head[]): boolean =>
  followedBy(clause, head, all, denialAfter) ||
  /^\s*[:=–—-]?\s*\(?(?:none|absent|negative|nil|not seen|no(?=\s*(?:[.,;)]|$)|\s+(?:evidence|sign)))\b(?! (?:other|in|left|right))/.test(
    clause.slice(head.end),
  );

// Or a subject of its own: "with the exception of cardiomegaly *the film* is normal".
const SECOND_VERB =
  /\b(?:is|are|was|were|has|have|with|without|no)\b|\b(?<!\b(?:in|on|at|of|over|within|to|from|along|behind|for|by) )the (?:film|study|exam\w*|radiograph|chest|lungs?|heart|remainder|rest)\b/;

/** Whether a cue stands behind the head, or behind the last of the list that the head begins. */
function followedBy(clause: string, head: Head, all: readonly Head[], cues: RegExp): boolean {
  const last = lastOfList(clause, head, all);
  const next = all[all.indexOf(last) + 1];
  // The end of the slice is not the end of the clause where another head follows.
  const after = clause.slice(last.end, next?.start) + (next ? '_' : '');
  return everyMatch(cues, after).some((cue) => !SECOND_VERB.test(after.slice(0, cue.index)));
}

const LISTED =
  /^(?:\s*(?:,|and|or|nor|\/|&|\+|and\/or)\s*)+(?:(?!(?:is|are|was|were|has|have|with|without|in|at|on|no|which|that|there|not|may|could)\b)[a-z-]+\s+){0,4}$/;

function lastOfList(clause: string, head: Head, all: readonly Head[]): Head {
  let last = head;
  for (let at = all.indexOf(head) + 1; at < all.length; at += 1) {
    const next = all[at]!;
    if (next.start > last.end && !LISTED.test(clause.slice(last.end, next.start))) break;
    last = next;
  }
  return last;
}

/** "Atelectasis or pneumonia": one of them, so neither for certain. */
function isAlternative(clause: string, head: Head, all: readonly Head[]): boolean {
  const joins = (a: Head | undefined, b: Head | undefined): boolean =>
    a !== undefined &&
    b !== undefined &&
    a.finding !== b.finding &&
    /^[^,.;]{0,40}?(?<!\bwith )\b(?:or|and\/or|versus|vs)\b[^,.;]{0,30}$/.test(clause.slice(a.end, b.start));
  const at = all.indexOf(head);
  return joins(head, all[at + 1]) || joins(all[at - 1], head);
}
