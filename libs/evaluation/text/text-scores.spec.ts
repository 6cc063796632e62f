import { bleuOf } from './bleu';
import { ciderOf } from './cider';
import scores from './reference-scores.json';
import texts from './reference-texts.json';
import { rougeLOf } from './rouge-l';
import { tokeniseReport } from './tokenise-report';

const pairs = texts.map(({ text, reference }) => ({
  text: text.split(' '),
  reference: reference.split(' '),
}));
const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;
const all = Array<number>(pairs.length).fill(1);

describe('scores of texts', () => {
  it(`are those of pycocoevalcap ${scores.by.pycocoevalcap}`, () => {
    for (const [order, bleu] of bleuOf(pairs).entries())
      expect(bleu(all)).toBeCloseTo(scores.bleu[order]!, 9);
    const rouges = pairs.map(rougeLOf);
    const ciders = ciderOf(pairs);
    for (const row of pairs.keys()) {
      expect(rouges[row]).toBeCloseTo(scores.rougeLOfEach[row]!, 9);
      expect(ciders[row]).toBeCloseTo(scores.ciderOfEach[row]!, 9);
    }
    expect(mean(rouges)).toBeCloseTo(scores.rougeL, 9);
    expect(mean(ciders)).toBeCloseTo(scores.cider, 9);
  });

  it('count a text twice when it weighs two', () => {
    const twice = [...pairs, pairs[4]!];
    const weights = all.map((one, row) => (row === 4 ? 2 : one));
    for (const [order, bleu] of bleuOf(pairs).entries())
      expect(bleu(weights)).toBeCloseTo(bleuOf(twice)[order]!([...all, 1]), 12);
  });
});

describe('the words of a report', () => {
  it('are lower case without punctuation, a full stop after each sentence', () => {
    expect(tokeniseReport('The lungs are clear. No effusion, (left or right).').join(' ')).toBe(
      'the lungs are clear . no effusion left or right .',
    );
  });

  it('keep hyphens, lose numbers of lists and doubled stops', () => {
    expect(tokeniseReport('1. Low-lying tube.. 2. Large heart. 3. T1/T2 fracture?').join(' ')).toBe(
      'low-lying tube . large heart . t1t2 fracture .',
    );
  });
});
