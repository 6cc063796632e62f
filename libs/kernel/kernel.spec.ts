import { canonicalJson, contentHash, isUid, studyInstanceUid } from './index';

describe('canonicalJson', () => {
  it('gives equal values equal bytes, whatever the order of their keys', () => {
    expect(canonicalJson({ b: [1, { d: null, c: 'x' }], a: undefined })).toBe('{"b":[1,{"c":"x","d":null}]}');
    expect(canonicalJson({ x: 1, y: 2 })).toBe(canonicalJson({ y: 2, x: 1 }));
  });
});

describe('UIDs', () => {
  it.each(['1.2.840.10008.1.1', '0', '1.02'])('accepts %s', (uid) => expect(isUid(uid)).toBe(true));
  it.each(['', '1..2', '../1.2', '1.2\n', `1.${'2'.repeat(64)}`, 'abc'])('refuses %j', (uid) => {
    expect(isUid(uid)).toBe(false);
    expect(() => studyInstanceUid(uid)).toThrow('StudyInstanceUID');
  });
});

it('hashes the empty content to the known SHA-256', () => {
  expect(contentHash('')).toBe('e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855');
});
