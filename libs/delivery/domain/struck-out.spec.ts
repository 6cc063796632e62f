import { struckOut } from './struck-out';

describe('a peer’s answer', () => {
  it('is kept without what names the patient, whatever the case', () => {
    const said = 'Unknown patient DOE^Jane (MRN 123-45), born 19570309';
    expect(struckOut(said, ['Doe', 'jane', '123-45', '19570309'])).toBe(
      'Unknown patient […]^[…] (MRN […]), born […]',
    );
  });

  it('keeps words that merely contain a short name', () => {
    expect(struckOut('Li is not in the list of O (Li)', ['Li', 'O'])).toBe(
      '[…] is not in the list of O ([…])',
    );
  });

  it('takes names as they are, not as patterns', () => {
    expect(struckOut('no A.+B, but AxxB', ['A.+B'])).toBe('no […], but AxxB');
  });

  it('is one line and not at length', () => {
    expect(struckOut('first\rsecond', [])).toBe('first second');
    expect(struckOut('x'.repeat(1000), [])).toHaveLength(300);
  });
});
