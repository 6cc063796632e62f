import { nihFindingCodes } from '@wetread/terminology';
import { seededRandom } from '../measures/seeded-random';
import { frechetDistance } from './frechet';
import { markBlanked, markCut } from './like-generated';
import { nearestDistances, nearness, thumbOf } from './nearest-film';
import { evaluationPrompts } from './prompts';
import { symmetricEigen } from './symmetric-eigen';

const random = seededRandom(5);
const cloud = (count: number, centre: number, spread: number): Float32Array[] =>
  Array.from({ length: count }, () =>
    Float32Array.from({ length: 4 }, (_, k) => centre + spread * (k + 1) * (random.whole(2001) / 1000 - 1)),
  );

describe('the eigenvalues of a symmetric matrix', () => {
  it('are those of a matrix worked out by hand', () => {
    const { values } = symmetricEigen([Float64Array.of(2, 1), Float64Array.of(1, 2)]);
    expect([...values].sort()).toEqual([expect.closeTo(1, 10), expect.closeTo(3, 10)]);
  });

  it('give the matrix back with their vectors', () => {
    const raw = Array.from({ length: 12 }, () =>
      Float64Array.from({ length: 12 }, () => random.whole(100) - 50),
    );
    const matrix = raw.map((row, i) => row.map((value, k) => value + raw[k]![i]!));
    const { values, vectors } = symmetricEigen(matrix);
    for (let i = 0; i < 12; i += 1)
      for (let k = 0; k < 12; k += 1) {
        const back = values.reduce((sum, value, e) => sum + value * vectors[i]![e]! * vectors[k]![e]!, 0);
        expect(back).toBeCloseTo(matrix[i]![k]!, 6);
      }
  });
});

describe('the Fréchet distance', () => {
  const places = cloud(400, 0, 1);

  it('is nothing between a set and itself, and the squared shift of a shifted one', () => {
    expect(frechetDistance(places, places)).toBeCloseTo(0, 6);
    const shifted = places.map((place) => place.map((value) => value + 3));
    expect(frechetDistance(places, shifted)).toBeCloseTo(4 * 9, 3);
  });

  it('is the sum of squared differences of spread where only the spread differs', () => {
    const wider = places.map((place) => place.map((value) => 2 * value));
    const variance = [1, 2, 3, 4].map((scale) => (scale * scale) / 3);
    const expected = variance.reduce((sum, value) => sum + (2 * Math.sqrt(value) - Math.sqrt(value)) ** 2, 0);
    expect(frechetDistance(places, wider)).toBeGreaterThan(0.8 * expected);
    expect(frechetDistance(places, wider)).toBeLessThan(1.2 * expected);
  });
});

describe('how near a film comes to those that were trained on', () => {
  const film = (level: (x: number, y: number) => number) => ({
    width: 64,
    height: 64,
    data: Uint8Array.from({ length: 4096 }, (_, at) => level(at % 64, Math.floor(at / 64))),
  });

  it('does not depend on exposure, and tells another film', async () => {
    const [one, brighter, other] = await Promise.all(
      [film((x) => x), film((x) => 2 * x + 20), film((_, y) => 3 * y)].map(thumbOf),
    );
    const [copied, different] = nearestDistances([brighter!, other!], [one!]);
    expect(copied).toBeLessThan(0.001);
    expect(different).toBeGreaterThan(0.5);
  });

  it('shows copies: all of them are nearer than any held-out film', () => {
    const heldOut = Array.from({ length: 100 }, (_, at) => 0.1 + at / 1000);
    expect(nearness([0.001, 0.002], heldOut)).toMatchObject({
      nearerThanFifthPercentile: 1,
      nearerThanAnyHeldOut: 1,
    });
    expect(nearness([0.15, 0.16], heldOut).nearerThanFifthPercentile).toBe(0);
  });
});

describe('a mark that somebody took away', () => {
  const film = { width: 256, height: 256, data: new Uint8Array(65_536).fill(255) };
  film.data.fill(40, 0, 200 * 256);

  it('is painted over with the rows above, or cut off with its rows', () => {
    expect(markBlanked(film).data.length).toBe(65_536);
    expect(markCut(film).height).toBeLessThan(250);
    expect(markCut(film).data).toHaveLength(markCut(film).height * 256);
  });
});

describe('the prompts of the evaluation', () => {
  it('are four of their own for every finding and for the normal film', () => {
    expect(Object.keys(evaluationPrompts).sort()).toEqual([...nihFindingCodes, 'normal'].sort());
    const all = Object.values(evaluationPrompts).flat();
    expect(new Set(all).size).toBe(4 * 15);
  });
});
