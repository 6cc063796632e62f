/** A stretch of text, offsets into the text it was cut from. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/**
 * Longest stretch that is read as one sentence, in characters. The rules look both ways inside a sentence, so
 * their work grows faster than its length; cut here, it grows with the length of the text.
 */
export const SENTENCE_LIMIT = 600;

const ABBREVIATION = /(?:\b(?:vs|approx|dr|no|fig|e\.g|i\.e|cf|resp|st|pt)|\b[a-z])\.$/i;
const LOOK_BACK = 12;
// . ! ? at a word's end or before a capital that follows without a space; a line break; a number of a list.
const END = /[.!]+(?=\s|$)|\?+(?=\s|$)|(?<=[a-z]{3})\.(?=[A-Z][a-z])|\n+|(?<=\s)(?=\(?\d{1,2}[.)]\s+[A-Z])/g;
const WRAPPED_LINE = 50;

/** Sentences of a text, none longer than {@link SENTENCE_LIMIT}. */
export function sentenceSpans(text: string): Span[] {
  const spans: Span[] = [];
  let start = 0;
  const close = (end: number): void => {
    if (end <= start) return;
    spans.push(...piecesOf(text, { start, end }));
    start = end;
  };
  for (const match of text.matchAll(END)) {
    const end = match.index + match[0].length;
    if (endsSentence(text, match[0], start, match.index)) close(end);
  }
  close(text.length);
  return spans.filter((span) => text.slice(span.start, span.end).trim() !== '');
}

function endsSentence(text: string, mark: string, start: number, at: number): boolean {
  const tail = text.slice(Math.max(start, at - LOOK_BACK), at + 1);
  if (mark.startsWith('\n')) return mark.length > 1 || !isWrapped(text, start, at);
  if (mark === '.' && ABBREVIATION.test(tail) && /^\s+[^\sA-Z]/.test(text.slice(at + 1, at + 4)))
    return false;
  if (mark === '.' && at - start < LOOK_BACK && /^\s*\(?\d{1,2}\.$/.test(text.slice(start, at + 1)))
    return false;
  // "Fever ?pneumonia": the mark belongs to what follows it.
  if (mark === '?' && at > 0 && /\s/.test(text[at - 1]!)) return false;
  return !(mark === '?' && at === start);
}

/** Whether a line break only wraps a sentence: the next line goes on in small letters, or all is in capitals. */
function isWrapped(text: string, start: number, at: number): boolean {
  const next = /^\n[ \t]*(\S[^\n]{0,40})/.exec(text.slice(at, at + 60))?.[1];
  if (
    next === undefined ||
    /^(?:[-*•·]|\d{1,2}[.)])/.test(next) ||
    /[.!?:;]\s*$/.test(text.slice(at - 2, at))
  )
    return false;
  if (/^[a-z(]/.test(next)) return !/^[a-z /]{2,25}:/.test(next);
  const line = text.slice(Math.max(start, at - 100), at);
  return line.length >= WRAPPED_LINE && !/[a-z]/.test(line) && !/^[A-Z /]{2,25}:/.test(next);
}

/** Cuts what is too long at the last space before the limit. */
function piecesOf(text: string, { start, end }: Span): Span[] {
  const pieces: Span[] = [];
  let from = start;
  while (end - from > SENTENCE_LIMIT) {
    const space = text.slice(from, from + SENTENCE_LIMIT).lastIndexOf(' ');
    const to = from + (space > 0 ? space + 1 : SENTENCE_LIMIT);
    pieces.push({ start: from, end: to });
    from = to;
  }
  return [...pieces, { start: from, end }];
}
