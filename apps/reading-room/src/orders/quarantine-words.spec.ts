import { quarantineWords, sizeWords } from './quarantine-words';

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
    [0, '0 bytes'],
    [999, '999 bytes'],
    [1_865_472, '1.9 MB'],
    [64_000_000, '64 MB'],
    [5e12, '5000 GB'],
  ])('of %d bytes is %s large', (bytes, words) => {
    expect(sizeWords(bytes)).toBe(words);
  });
});
