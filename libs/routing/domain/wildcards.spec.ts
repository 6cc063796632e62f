import { isLike } from './wildcards';

describe('wildcards of DICOM queries', () => {
  it.each([
    ['Chest PA', 'chest*', true],
    ['Chest PA', '*pa', true],
    ['Chest PA', 'chest ?a', true],
    ['Chest PA', 'chest', false],
    ['Chest PA', '', false],
    ['', '*', true],
    ['a.b', 'a?b', true],
    ['aab', '*ab', true],
    ['ab', 'a?b', false],
    ['abc', 'a**c', true],
  ])('%j like %j is %j', (value, pattern, expected) => expect(isLike(value, pattern)).toBe(expected));

  it('answers where a backtracking matcher would not within a lifetime', () => {
    expect(isLike('a'.repeat(2000), `${'*a'.repeat(500)}b`)).toBe(false);
  });
});
