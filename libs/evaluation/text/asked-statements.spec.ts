import { statementsOf } from './asked-statements';
import { claimsOf } from './claims';

const asked = (text: string): string[] =>
  statementsOf(claimsOf(text)).map(({ finding, polarity, location, size, band, alsoAbsent }) =>
    [
      finding,
      polarity,
      location.side,
      location.zone,
      size,
      band,
      ...alsoAbsent.map((one) => one.finding),
    ].join(' '),
  );

describe('what the writer is asked for a report', () => {
  it('keeps findings with their place, size and certainty, in the order of the report', () => {
    expect(asked('Small left pleural effusion. Possible nodule in the right upper lobe.')).toEqual([
      'Effusion present left none small definite',
      'Nodule present right upper none possible',
    ]);
  });

  it('denies in one breath what the report denies in one', () => {
    expect(asked('There is no pneumothorax or pleural effusion.')).toEqual([
      'Pneumothorax absent none none none none Effusion',
    ]);
  });

  it('denies all of the lungs where they are called clear', () => {
    const [lungs, ...more] = asked('The lungs are clear.');
    expect(more).toEqual([]);
    expect(lungs).toMatch(/^Consolidation absent none none none none /);
    expect(lungs!.split(' ')).toHaveLength(12);
  });

  it('says nothing twice and nothing of what it has no words for', () => {
    expect(asked('No effusion. No rib fracture. No effusion is seen.')).toEqual([
      'Effusion absent none none none none',
    ]);
  });
});
