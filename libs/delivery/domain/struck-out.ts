const LONGEST_ANSWER = 300;
/** Shorter words are struck out only where they stand alone, or they would tear holes into others. */
const TELLING_ANYWHERE = 4;

/**
 * A peer's answer without what names the patient: receivers repeat names and numbers in their errors.
 * @param words what must not stay: parts of names, identifiers, dates
 */
export function struckOut(answer: string, words: readonly string[]): string {
  const telling = words.filter((word) => word.length > 1).sort((a, b) => b.length - a.length);
  let text = answer.replaceAll(/\p{Cc}+/gu, ' ');
  for (const word of telling) text = text.replaceAll(pattern(word), '[…]');
  return text.trim().slice(0, LONGEST_ANSWER);
}

function pattern(word: string): RegExp {
  const literally = word.replaceAll(/[\\^$.*+?()[\]{}|/]/g, String.raw`\$&`);
  const alone = String.raw`(?<![\p{L}\p{N}])${literally}(?![\p{L}\p{N}])`;
  return new RegExp(word.length < TELLING_ANYWHERE ? alone : literally, 'giu');
}
