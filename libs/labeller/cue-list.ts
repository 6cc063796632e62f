/** Alternatives as one expression that finds each of them at the beginning of a word. */
export const cueList = (...sources: string[]): RegExp => new RegExp(`\\b(?:${sources.join('|')})`, 'g');

/**
 * Every match of a global expression that cannot match nothing. Unlike `matchAll` it does not copy the
 * expression first, which took most of the labeller's time.
 */
export function everyMatch(pattern: RegExp, text: string): RegExpExecArray[] {
  const matches: RegExpExecArray[] = [];
  pattern.lastIndex = 0;
  for (let match = pattern.exec(text); match; match = pattern.exec(text)) matches.push(match);
  return matches;
}
