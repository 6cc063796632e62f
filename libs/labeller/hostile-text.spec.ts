import * as fc from 'fast-check';
import { developmentSentences } from './gold/development-sentences';
import { labelText } from './label-text';
import { reportedText } from './reported-text';
import { SENTENCE_LIMIT, sentenceSpans } from './sentences';

describe('whatever the text', () => {
  const anyText = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 400 }),
    fc.string({ unit: 'grapheme', maxLength: 400 }),
    // Halves of surrogate pairs, as a cut string has them.
    fc
      .array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 200 })
      .map((units) => String.fromCharCode(...units)),
    fc
      .array(fc.oneof(fc.constantFrom(...developmentSentences.map(([text]) => text)), fc.string()), {
        maxLength: 12,
      })
      .map((parts) => parts.join('')),
  );

  it('never throws', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        expect(Array.isArray(labelText(text))).toBe(true);
      }),
      { numRuns: 60 },
    );
  });

  it('cuts every text into sentences that together hold all of it and none of which is too long', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const whole = text.repeat(20);
        const spans = sentenceSpans(whole);
        for (const { start, end } of spans) expect(end - start).toBeLessThanOrEqual(SENTENCE_LIMIT);
        const read = spans.map(({ start, end }) => whole.slice(start, end)).join('');
        expect(read.replaceAll(/\s/g, '')).toBe(whole.replaceAll(/\s/g, ''));
      }),
      { numRuns: 60 },
    );
  });
});

// Work inside a sentence may grow faster than its length, which is bounded: so it grows with the text and no faster.
describe('no text is slow', () => {
  it.each([
    ['one sentence', 'heart size and '],
    ['findings without an end', 'no effusion, mass or '],
    ['abbreviations that end no sentence', 'a. '],
    ['headers', 'History: '],
    ['tokens of de-identification', 'XXXX-'],
    ['line breaks', 'EFFUSION\n'],
  ])('keeps what is read at once short: %s', (_, part) => {
    const text = reportedText(part.repeat(4000));
    for (const { start, end } of sentenceSpans(text)) expect(end - start).toBeLessThanOrEqual(SENTENCE_LIMIT);
  });
});
