import { findingLabel, nihFindingCodes } from '@wetread/terminology';
import { phraseCategories } from './phrase';
import { phrases } from './phrases';

describe('the phrases', () => {
  it('are at least sixty, each once, in every category', () => {
    expect(phrases.length).toBeGreaterThanOrEqual(60);
    expect(new Set(phrases.map(({ text }) => text)).size).toBe(phrases.length);
    for (const category of phraseCategories)
      expect(phrases.filter((phrase) => phrase.category === category).length).toBeGreaterThanOrEqual(10);
  });

  it('are what somebody might type, not names of labels', () => {
    const names = new Set(
      nihFindingCodes.flatMap((code) => [code.toLowerCase(), findingLabel(code).toLowerCase()]),
    );
    for (const { text } of phrases) {
      expect(names.has(text.toLowerCase())).toBe(false);
      expect(text.split(' ').length).toBeGreaterThanOrEqual(3);
    }
  });

  it('mean something: a finding, or that there is none', () => {
    for (const { present, absent, side, size } of phrases) {
      expect(present.length > 0 || absent === 'all').toBe(true);
      if (side ?? size) expect(present).toHaveLength(1);
    }
  });
});
