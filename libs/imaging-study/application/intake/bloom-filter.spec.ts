import { newUid } from '@wetread/dicom';
import { BloomFilter } from './bloom-filter';

describe('a Bloom filter', () => {
  it('holds all that was added, and next to nothing else, also of UIDs that differ in a digit', () => {
    const filter = new BloomFilter(20_000);
    const root = newUid();
    const random = Array.from({ length: 10_000 }, () => newUid());
    const alike = Array.from({ length: 10_000 }, (_, number) => `${root}.${number}`);
    for (const uid of [...random, ...alike]) filter.add(uid);
    expect([...random, ...alike].every((uid) => filter.mayHold(uid))).toBe(true);
    const others = Array.from({ length: 50_000 }, (_, number) => [
      newUid(),
      `${root}.${number + 10_000}`,
    ]).flat();
    expect(others.filter((uid) => filter.mayHold(uid)).length).toBeLessThan(50);
  });

  it('takes more than it is made for', () => {
    const filter = new BloomFilter(0);
    const uids = Array.from({ length: 1000 }, () => newUid());
    for (const uid of uids) filter.add(uid);
    expect(uids.every((uid) => filter.mayHold(uid))).toBe(true);
  });
});
