import { nearestByClaims } from './baseline-texts';
import { claimsOf } from './claims';
import { countVerbatim } from './verbatim';
import { measureSaid } from './said-claims';
import { resampleGroups } from '../measures/bootstrap';

const claimed = (text: string) => ({ text, claims: claimsOf(text) });
const once = resampleGroups(['a'], 10, 1);

describe('texts beside which the writer stands', () => {
  it('are the training report that claims the same', () => {
    const training = ['The lungs are clear.', 'No pneumothorax. Left effusion.', 'Cardiomegaly.'].map(
      claimed,
    );
    expect(
      nearestByClaims([claimed('Small effusion on the left without pneumothorax.')], training, 1),
    ).toEqual(['No pneumothorax. Left effusion.']);
  });
});

describe('sentences that are copied', () => {
  const training = [{ findings: 'The heart is of normal size today.', impression: '' }];

  it('are counted whatever their capitals and points, once and as different ones', () => {
    const text = 'the heart is of normal size today! Nothing else is seen in this film.';
    const { sentences, distinct } = countVerbatim([text, text], training);
    expect([sentences.count, sentences.of, distinct.count, distinct.of]).toEqual([2, 4, 1, 2]);
  });

  it('are not counted when they are short', () => {
    expect(countVerbatim(['The heart is of normal.'], training).sentences.of).toBe(0);
  });
});

describe('texts read back', () => {
  it('say what was asked', () => {
    const asked = [claimed('No effusion. Nodule in the left lung.')];
    const { microF1, sides } = measureSaid(
      asked,
      ['There is no effusion. A nodule is seen on the left.'],
      once,
    );
    expect([microF1.value, sides.count, sides.of]).toEqual([1, 1, 1]);
  });

  it('lose by what they leave out, add and place elsewhere', () => {
    const asked = [claimed('No effusion. Nodule in the left lung.')];
    const { microF1, sides } = measureSaid(asked, ['A nodule is seen on the right. Cardiomegaly.'], once);
    expect([microF1.value, sides.count, sides.of]).toEqual([0.5, 0, 1]);
  });
});
