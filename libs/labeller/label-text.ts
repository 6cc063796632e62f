import {
  denialAfter,
  denialBefore,
  notOfThisFilm,
  openAfter,
  openBefore,
  pastAdjective,
  pseudoDenials,
} from './assertion-cues';
import { clauseSpans, sentenceSpans } from './clauses';
import { airspaceFindings, type FindingCode } from './finding-code';
import { findingPhrases, type PhraseKind } from './finding-phrases';
import { nowhere, placesInClause, type Location } from './location';

type Polarity = 'present' | 'absent' | 'uncertain';

/** One finding as a text speaks of it. */
export interface FindingMention {
  readonly finding: FindingCode;
  readonly polarity: Polarity;
  readonly location: Location;
  /** Denied only in general ("the lungs are clear"), not by name. */
  readonly implied: boolean;
}

interface Head {
  readonly finding: FindingCode | 'clear-lungs' | null;
  readonly kind: PhraseKind;
  readonly start: number;
  readonly end: number;
}

/**
 * Reads radiology English and returns every finding that it speaks of, in order, with polarity and place.
 * What belongs to the past or to the question asked ("history of pneumonia") is left out.
 */
export function labelText(text: string): FindingMention[] {
  const lower = text
    .toLowerCase()
    .replaceAll('’', "'")
    .replaceAll(/\s/g, (space) => (space === '\n' ? '\n' : ' '));
  return sentenceSpans(lower).flatMap(({ start, end }) => labelSentence(lower.slice(start, end)));
}

/**
 * One answer per finding: a named statement outweighs an implied one, present outweighs uncertain,
 * uncertain outweighs absent.
 */
export function summarise(mentions: readonly FindingMention[]): Map<FindingCode, FindingMention> {
  const weight = (mention: FindingMention): number =>
    (mention.implied ? 0 : 10) + { absent: 0, uncertain: 1, present: 2 }[mention.polarity];
  const answers = new Map<FindingCode, FindingMention>();
  for (const mention of mentions) {
    const known = answers.get(mention.finding);
    if (!known || weight(mention) > weight(known)) answers.set(mention.finding, mention);
  }
  return answers;
}

function labelSentence(sentence: string): FindingMention[] {
  const heads = findHeads(sentence);
  if (heads.length === 0) return [];
  // The words that only look like a denial are blanked, so that offsets stay.
  const plain = sentence.replaceAll(pseudoDenials, (words) => '_'.repeat(words.length));
  return clauseSpans(plain).flatMap(({ start, end }) => {
    const clause = plain.slice(start, end);
    const inClause = heads
      .filter((head) => head.start >= start && head.start < end)
      .map((head) => ({ ...head, start: head.start - start, end: Math.min(head.end, end) - start }))
      .filter((head) => !isOfThePast(clause, head));
    const places = placesInClause(clause, inClause);
    return inClause.flatMap((head, index) => mentionsOf(clause, head, inClause, places[index] ?? nowhere));
  });
}

function findHeads(sentence: string): Head[] {
  const found: Head[] = [];
  for (const { finding, kind, pattern } of findingPhrases) {
    for (const match of sentence.matchAll(pattern)) {
      const group = match.indices?.groups?.head ?? match.indices?.groups?.head2;
      const [start, end] = group ?? [match.index, match.index + match[0].length];
      found.push({ finding, kind, start, end });
    }
  }
  const covers = (a: Head, b: Head) =>
    a.start <= b.start && a.end >= b.end && a.end - a.start > b.end - b.start;
  return found
    .filter((head) => head.finding !== null && !found.some((longer) => covers(longer, head)))
    .filter(
      (head, at, all) =>
        all.findIndex((same) => same.finding === head.finding && same.start === head.start) === at,
    )
    .sort((a, b) => a.start - b.start);
}

function mentionsOf(clause: string, head: Head, all: readonly Head[], location: Location): FindingMention[] {
  const polarity = polarityOf(clause, head, all);
  if (head.finding === 'clear-lungs') {
    // "The lungs are not clear" does not say what is there.
    if (polarity !== 'present') return [];
    return airspaceFindings.map((finding) => ({ finding, polarity: 'absent', location, implied: true }));
  }
  if (head.finding === null) return [];
  return [{ finding: head.finding, polarity: turned(polarity, head.kind), location, implied: false }];
}

/** "Normal" asserted denies the finding; "normal" denied leaves it open. */
function turned(polarity: Polarity, kind: PhraseKind): Polarity {
  if (kind === 'abnormal') return polarity;
  if (kind === 'borderline') return polarity === 'absent' ? 'absent' : 'uncertain';
  return polarity === 'present' ? 'absent' : 'uncertain';
}

function isOfThePast(clause: string, head: Head): boolean {
  const before = clause.slice(0, head.start);
  if (head.finding !== 'Fibrosis' && pastAdjective.test(before)) return true;
  return [...before.matchAll(notOfThisFilm)].some((cue) => {
    const between = before.slice(cue.index + cue[0].length);
    const doubted = /(?:cannot|can not|could not|not|to) (?:entirely |completely )?$/.test(
      before.slice(0, cue.index),
    );
    return !doubted && !/\bwith\b|,.*\b(?:now|current)/.test(between);
  });
}

function polarityOf(clause: string, head: Head, all: readonly Head[]): Polarity {
  const before = clause.slice(0, head.start);
  const after = clause.slice(head.end);
  if (isOpenedAfter(after) || opensUndeniably(before)) return 'uncertain';
  if (isDeniedBefore(before) || isDeniedAfter(after)) return 'absent';
  if (reaches(before, openBefore) || /\?\s*$/.test(before) || isAlternative(clause, head, all))
    return 'uncertain';
  return 'present';
}

const STOPS = /\bwith\b(?!\s+(?:no|or)\b)|\bwhich\b|\bthat\b|\bwho\b|\bdue to\b|\bsecondary to\b/;

/** Whether a cue of the list stands before the finding with nothing between that stops it. */
function reaches(before: string, cues: RegExp): boolean {
  return [...before.matchAll(cues)].some((cue) => !STOPS.test(before.slice(cue.index + cue[0].length)));
}

function isDeniedBefore(before: string): boolean {
  return [...before.matchAll(denialBefore)].some((cue) => {
    const between = before.slice(cue.index + cue[0].length);
    // "no consolidation to suggest pneumonia" denies both; "no cause of the effusion" would not.
    return !STOPS.test(between) && !/\b(?:cause|reason|explanation|source) (?:of|for)\b/.test(between);
  });
}

/** "Cannot exclude" is an opening even though it holds a "not". */
function opensUndeniably(before: string): boolean {
  return [...before.matchAll(openBefore)].some(
    (cue) => /exclu|rul/.test(cue[0]) && !STOPS.test(before.slice(cue.index + cue[0].length)),
  );
}

const SECOND_VERB = /\b(?:is|are|was|were|has|have)\b/;
const followedBy = (after: string, cues: RegExp): boolean =>
  [...after.matchAll(cues)].some((cue) => {
    const between = after.slice(0, cue.index);
    return !SECOND_VERB.test(between) && !/\bwithout\b|\bno\b/.test(between);
  });
const isOpenedAfter = (after: string): boolean =>
  followedBy(after, openAfter) || /^\s*(?:versus|vs)\b/.test(after) || /^\s*\?/.test(after);
const isDeniedAfter = (after: string): boolean =>
  followedBy(after, denialAfter) || /^\s*[:=-]\s*(?:none|no|absent|negative|nil)\b/.test(after);

/** "Atelectasis or pneumonia": one of them, so neither for certain. */
function isAlternative(clause: string, head: Head, all: readonly Head[]): boolean {
  const joins = (a: Head, b: Head) =>
    /^[^,.;]{0,40}?\b(?:or|and\/or)\b[^,.;]{0,30}$/.test(clause.slice(a.end, b.start));
  const at = all.indexOf(head);
  const [previous, next] = [all[at - 1], all[at + 1]];
  return Boolean(
    (next && next.finding !== head.finding && joins(head, next)) ||
    (previous && previous.finding !== head.finding && joins(previous, head)),
  );
}
