import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { TextTokenizer } from './text-tokenizer';

const json = readFileSync(
  resolve(__dirname, '../../../../test/fixtures/toy-model/toy-cxr/0.0.1/text-tokenizer.json'),
  'utf8',
);
const tokenizer = new TextTokenizer(json, { maxTokens: 6, pad: '[PAD]' });
const [pad, unknown, opening, closing, alpha, bravo] = [0, 1, 2, 3, 4, 5];

describe('the tokenizer of the language encoder', () => {
  it('puts a text between its opening and closing tokens, in lower case, in pieces of words', () => {
    const plural = 16;
    expect(tokenizer.ids('Alpha BRAVOS zulu')).toEqual([opening, alpha, bravo, plural, unknown, closing]);
  });

  it('keeps the closing token of a text that is cut', () => {
    expect(tokenizer.ids('alpha alpha alpha alpha alpha bravo')).toEqual([
      opening,
      alpha,
      alpha,
      alpha,
      alpha,
      closing,
    ]);
  });

  it('fills shorter texts of a batch up with padding', () => {
    expect(tokenizer.batch(['alpha bravo', '', 'bravo'])).toEqual({
      ids: [
        [opening, alpha, bravo, closing],
        [opening, closing, pad, pad],
        [opening, bravo, closing, pad],
      ],
      lengths: [4, 2, 3],
      width: 4,
    });
  });

  it('does not take a vocabulary without the padding token', () => {
    expect(() => new TextTokenizer(json, { maxTokens: 6, pad: '<pad>' })).toThrow('<pad>');
  });
});
