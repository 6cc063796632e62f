import { contentOf } from './report';
import { aDraft } from '@wetread/testing';
import { comparableText, wordDifference, type DifferencePart } from './word-difference';

const { sentences } = contentOf(aDraft());

const textWithout = (left: string, parts: readonly DifferencePart[]) =>
  parts
    .filter(({ kind }) => kind !== left)
    .map(({ text }) => text)
    .join('');

describe('the difference between two revisions', () => {
  const changed = sentences.map((one, at) =>
    at === 0 ? { ...one, text: one.text.replace('small', 'large') } : one,
  );
  const parts = wordDifference(sentences, changed);

  it('names the words taken away and added, and no others', () => {
    expect(parts.filter(({ kind }) => kind !== 'same')).toEqual([
      { kind: 'removed', text: 'small' },
      { kind: 'added', text: 'large' },
    ]);
  });

  it('gives back both texts', () => {
    expect(textWithout('added', parts)).toBe(comparableText(sentences));
    expect(textWithout('removed', parts)).toBe(comparableText(changed));
  });

  it('is one piece when nothing changed', () => {
    expect(wordDifference(sentences, sentences).map(({ kind }) => kind)).toEqual(['same']);
  });
});
