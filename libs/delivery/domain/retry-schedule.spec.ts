import { assert, double, integer, property } from 'fast-check';
import { delayMs } from './retry-schedule';

const schedule = { firstSeconds: 30, maxSeconds: 3600 };

describe('the wait between attempts', () => {
  it('doubles from the first delay to the longest', () => {
    const minutes = [1, 2, 3, 4, 5, 6, 7, 8, 9].map((failures) => delayMs(schedule, failures, 0) / 60_000);
    expect(minutes).toEqual([0.5, 1, 2, 4, 8, 16, 32, 60, 60]);
  });

  it('is shortened by chance, by a fifth at most, and never grows past its bound', () => {
    assert(
      property(integer({ min: 1, max: 1000 }), double({ min: 0, max: 1, noNaN: true }), (n, chance) => {
        const [longest, waited] = [delayMs(schedule, n, 0), delayMs(schedule, n, chance)];
        return waited <= longest && waited >= longest * 0.8 - 1 && longest <= 3_600_000;
      }),
    );
  });
});
