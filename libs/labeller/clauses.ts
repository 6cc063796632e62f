import { everyMatch } from './cue-list';
import type { Span } from './sentences';

const BOUNDARY = new RegExp(
  [
    ';',
    '\\b(?:but|however|although|though|whereas|while|yet|nevertheless|otherwise|despite|in spite of|notwithstanding)\\b(?! (?:clear|normal|unremarkable))',
    '\\b(?:except(?:ing)?(?: for)?|aside from|apart from|other than|with the exception of|save for|beyond|besides|outside of)\\b',
    '\\bleaving\\b',
    ':(?=\\s+(?:the|this|these|those|there|an?|it)\\b)',
    // "Nodules - 5 mm RUL": the dash of a header joins.
    '(?<!^\\s*(?!no\\b)[a-z]{3,15})\\s[-–—]\\s(?!(?:no|none|nil|absent|negative)\\s*(?:[.,;]|$))',
  ].join('|'),
  'g',
);
const SEPARATOR = /,\s*(?:and\s+|plus\s+)?|\band\s+/g;

const DENIES =
  /\b(?:no|without|neither|negative for|free of|absence of|absent|none|nil|nothing|nor|lacks?|fails? to|rather than|not|resolved|cleared|removed|resolution of|clearing of)\b/;
const STATEMENT = /^(?:there|it|this|these|those|the|a|an|one|both|now|again)\b/;
const DESCRIPTION =
  /^(?:small|tiny|trace|minimal|minor|mild|moderate|large|massive|marked|severe|subtle|left|right|bilateral|bibasilar|bibasal|biapical|stable|unchanged|new|possible|probable|likely|questionable|persistent|residual|interval|increas(?:ed|ing)|decreas(?:ed|ing)|improv(?:ed|ing)|worsening|chronic|old|known|calcified)\b/;
const LIST_END = /\b(?:or|nor)\b/;

const FINITE =
  /\b(?:is|are|was|were|has|have|seen|identified|noted|present|demonstrated|visuali[sz]ed|shows?|appears?|remains?|measures?|persists?)\b/;
// A participle alone ("or effusion identified") ends a list; it does not start a statement.
const AUXILIARY =
  /^[^,;]*\b(?:is|are|was|were|has|have|appears?|remains?|shows?|demonstrates?|persists?|may|might|could|cannot|can)\b/;
const MERELY_SEEN =
  /^[^,;]*\b(?:is|are|was|were|has been|have been|can be|could be) (?:[a-z]+ly )?(?:seen|identified|noted|present|demonstrated|visuali[sz]ed|evident|appreciated|detected|apparent|visible|found|shown)\b/;
const ASSERTS =
  /^[^,;]*\b(?:unchanged|stable|persist\w*|again (?:seen|noted)|enlarged|increased|decreased|improved|worsened|in place|in position)\b/;

/**
 * Clauses of one sentence. Besides words of contrast, a comma or an "and" ends a clause when what follows is a
 * statement of its own; within a denial, a list that goes on ("no mass, small effusion or consolidation") does not.
 */
export function clauseSpans(sentence: string): Span[] {
  const cuts = everyMatch(BOUNDARY, sentence).map((match) => match.index + match[0].length);
  for (const match of everyMatch(SEPARATOR, sentence)) {
    const clauseStart = Math.max(0, ...cuts.filter((cut) => cut <= match.index));
    const before = sentence.slice(clauseStart, match.index);
    const after = sentence.slice(match.index + match[0].length);
    if (startsStatement(before, after, match[0].startsWith(','))) cuts.push(match.index + match[0].length);
  }
  const starts = [0, ...new Set(cuts)].sort((a, b) => a - b);
  return starts.map((start, index) => ({ start, end: starts[index + 1] ?? sentence.length }));
}

function startsStatement(before: string, after: string, isComma: boolean): boolean {
  const segment = after.split(/[,;]/, 1)[0] ?? '';
  // A second verb after a finished statement: "no effusion is seen, and the heart is large".
  // "A pneumothorax, present before, is gone": the first goes on.
  if (isComma && GOES_ON.test(after)) return false;
  if (FINITE.test(before) && AUXILIARY.test(after)) return true;
  if (!DENIES.test(before)) return STATEMENT.test(after) && !isListed(before, after, isComma);
  if (AUXILIARY.test(segment) && !MERELY_SEEN.test(segment)) return true;
  if (/^(?:and )?(?:there|it|now|only|just|merely|simply|instead)\b/.test(after)) return true;
  if (isListed(before, after, isComma)) return false;
  if (isComma && isOtherSide(before, segment)) return true;
  return STATEMENT.test(after) || DESCRIPTION.test(after) || ASSERTS.test(segment);
}

const GOES_ON =
  /^(?:(?:is|are|was|were|has|have) (?:[a-z]+ ){0,2}?(?:no longer|resolved|cleared|gone|absent|removed|not)|which (?:is|are|was|were|has been|have been) (?:now |since )?(?:removed|gone|resolved|no longer))\b/;

/** "No consolidation on the right, effusion on the left". */
const isOtherSide = (before: string, segment: string): boolean =>
  (/\bleft\b/.test(before) && /\bright\b/.test(segment)) ||
  (/\bright\b/.test(before) && /\bleft\b/.test(segment));

/** Whether an "or" further on shows that this comma only separates what one denial lists. */
function isListed(before: string, after: string, isComma: boolean): boolean {
  const rest = after.split(/;|\bbut\b/, 1)[0] ?? '';
  return isComma && LIST_END.test(rest) && !FINITE.test(before.replace(/^.*\b(?:no|any|without)\b/, ''));
}
