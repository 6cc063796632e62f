import { seededNoise } from './seeded-noise';

describe('the noise that a film begins as', () => {
  const noise = seededNoise(7, 20_000);
  const mean = (values: Float32Array): number =>
    values.reduce((sum, value) => sum + value, 0) / values.length;

  it('is normal: mean 0, variance 1, a twentieth beyond 1.96', () => {
    expect(Math.abs(mean(noise))).toBeLessThan(0.03);
    expect(Math.abs(mean(noise.map((value) => value * value)) - 1)).toBeLessThan(0.05);
    const beyond = noise.filter((value) => Math.abs(value) > 1.96).length / noise.length;
    expect(Math.abs(beyond - 0.05)).toBeLessThan(0.01);
  });

  it('is the same for the same seed, and never changes between releases', () => {
    expect(seededNoise(7, 20_000)).toEqual(noise);
    expect([...noise.subarray(0, 4)].map((value) => value.toFixed(5))).toMatchInlineSnapshot(`
     [
       "-1.22233",
       "1.65762",
       "-0.32087",
       "-0.65222",
     ]
    `);
  });

  it('is another for every seed, also beyond 32 bits', () => {
    const firsts = [0, 1, 2, 2 ** 32, 2 ** 32 + 1, Number.MAX_SAFE_INTEGER].map(
      (seed) => seededNoise(seed, 2)[0],
    );
    expect(new Set(firsts).size).toBe(firsts.length);
  });

  it('has no relation between neighbouring seeds', () => {
    const [a, b] = [seededNoise(1, 20_000), seededNoise(2, 20_000)];
    expect(Math.abs(mean(a.map((value, at) => value * b[at]!)))).toBeLessThan(0.03);
  });
});
