import { mayHaveChanged, quarantineWords, retriedWords, sizeWords } from './quarantine-words';

describe('a quarantined object', () => {
  it.each([
    ['store.study-of-other-patient', /merge/],
    ['store.sop-instance-elsewhere', /UID of its own/],
    ['dicom.truncated', /again/],
    ['dicom.something-new', /names the element/],
    ['something.else', /send it again/],
  ])('says the way out of %s', (reasonCode, way) => {
    expect(quarantineWords({ reasonCode }).way).toMatch(way);
  });

  it.each([
    ['store.study-of-other-patient', true],
    ['store.sop-instance-taken', false],
    ['store.patient-mismatch', false],
    ['dicom.not-dicom', false],
  ])('is tried again with others where the reason may be gone: %s %s', (reasonCode, promising) => {
    expect(mayHaveChanged({ reasonCode })).toBe(promising);
  });

  it.each([
    [0, '0 bytes'],
    [999, '999 bytes'],
    [1_865_472, '1.9 MB'],
    [64_000_000, '64 MB'],
    [5e12, '5000 GB'],
  ])('of %d bytes is %s large', (bytes, words) => {
    expect(sizeWords(bytes)).toBe(words);
  });

  it('that was tried again is told by its number', () => {
    const refused = { outcome: 'conflict', reasonCode: 'x', message: 'x', studyInstanceUid: null } as const;
    expect(retriedWords({ stored: 1, turnedAway: [] })).toBe('1 object stored');
    expect(retriedWords({ stored: 2, turnedAway: [refused] })).toBe('2 stored, 1 turned away again');
    expect(retriedWords({ stored: 0, turnedAway: [] })).toBe('It had left quarantine already');
  });
});
