/** A stretch of text, offsets into the text it was cut from. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

const ABBREVIATION = /(?:\b(?:vs|approx|dr|no|fig|e\.g|i\.e|cf|resp)|\b[a-z])\.$/i;

/** Sentences: ended by . ! ? or a line break; a full stop inside a number or after an abbreviation ends none. */
export function sentenceSpans(text: string): Span[] {
  const spans: Span[] = [];
  let start = 0;
  for (const match of text.matchAll(/[.!?]+(?=\s|$)|\n+/g)) {
    const end = match.index + match[0].length;
    const before = text.slice(start, match.index + 1);
    if (match[0] === '.' && ABBREVIATION.test(before) && end < text.length) continue;
    if (match[0].startsWith('.') && /^\s*\d+\.$/.test(before)) continue;
    spans.push({ start, end });
    start = end;
  }
  spans.push({ start, end: text.length });
  return spans.filter((span) => text.slice(span.start, span.end).trim() !== '');
}

const STATEMENT = '(?:there|it|this|these|the|a|an|one|both)';
const DESCRIPTION =
  '(?:small|tiny|trace|minimal|mild|moderate|large|massive|marked|severe|left|right|bilateral|bibasilar|stable|unchanged|new|possible|probable|likely|persistent)';
const BOUNDARY = new RegExp(
  [
    ';',
    '\\b(?:but|however|although|though|whereas|while|yet|nevertheless|otherwise)\\b',
    '\\b(?:except(?: for)?|aside from|apart from|other than|with the exception of|save for)\\b',
    `,\\s*(?:and\\s+)?(?=${STATEMENT}\\b)`,
    `\\band\\s+(?=${STATEMENT}\\b)`,
    '\\s[-–—]\\s',
  ].join('|'),
  'g',
);
const DENIES = /\b(?:no|without|neither|negative for|free of|absence of|not)\b/;
const FINITE =
  /\b(?:is|are|was|were|has|have|seen|identified|noted|present|demonstrated|visuali[sz]ed|shows?|appears?|remains?)\b/;
// A participle alone ("or effusion identified") ends a list; it does not start a statement.
const AUXILIARY = /^[^,;]*\b(?:is|are|was|were|has|have|appears?|remains?|shows?|demonstrates?)\b/;
const LIST_END = /\b(?:or|nor)\b/;

/**
 * Clauses of one sentence. Besides the words of contrast, a comma or an "and" ends a denial's clause when
 * what follows describes something ("no pneumothorax, small left effusion") and no "or" carries on the list.
 */
export function clauseSpans(sentence: string): Span[] {
  const cuts = [...sentence.matchAll(BOUNDARY)].map((match) => match.index + match[0].length);
  for (const match of sentence.matchAll(
    new RegExp(`(?:,\\s*(?:and\\s+)?|\\band\\s+)(?=${DESCRIPTION}\\b)`, 'g'),
  )) {
    const clauseStart = Math.max(0, ...cuts.filter((cut) => cut <= match.index));
    const before = sentence.slice(clauseStart, match.index);
    const after = sentence.slice(match.index + match[0].length);
    const listGoesOn = LIST_END.test(after.split(/;|\bbut\b/)[0] ?? '') && match[0].startsWith(',');
    if (DENIES.test(before) && !listGoesOn) cuts.push(match.index + match[0].length);
  }
  for (const match of sentence.matchAll(/,\s*(?:and\s+)?|\band\s+/g)) {
    const clauseStart = Math.max(0, ...cuts.filter((cut) => cut <= match.index));
    const before = sentence.slice(clauseStart, match.index);
    const after = sentence.slice(match.index + match[0].length);
    // A second verb after a finished statement starts a new one: "no effusion is seen, and the heart is large".
    if (FINITE.test(before) && AUXILIARY.test(after)) cuts.push(match.index + match[0].length);
  }
  const starts = [0, ...new Set(cuts)].sort((a, b) => a - b);
  return starts.map((start, index) => ({ start, end: starts[index + 1] ?? sentence.length }));
}
