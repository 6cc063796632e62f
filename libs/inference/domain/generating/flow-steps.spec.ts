import { followFlow, guided } from './flow-steps';

const floats = (...values: number[]): Float32Array => Float32Array.from(values);

describe('the way from noise to a film', () => {
  it('arrives where a straight flow leads, in any number of steps', async () => {
    const film = floats(3, -1);
    const noise = floats(1, 1);
    for (const steps of [1, 4, 16]) {
      const arrived = await followFlow(noise, steps, async () => film.map((value, at) => value - noise[at]!));
      expect(arrived[0]).toBeCloseTo(3, 5);
      expect(arrived[1]).toBeCloseTo(-1, 5);
    }
  });

  it('follows a bend better than plain steps would', async () => {
    // dx/dt = x from 1 arrives at e; 16 plain steps arrive at 2.6379.
    const arrived = await followFlow(floats(1), 16, async (at) => at);
    expect(Math.abs(arrived[0]! - Math.E)).toBeLessThan(0.01);
  });

  it('never asks for the velocity beyond the film', async () => {
    const times: number[] = [];
    await followFlow(floats(0), 3, async (at, time) => {
      times.push(time);
      return at;
    });
    expect(Math.max(...times)).toBeLessThan(1);
  });
});

describe('guidance', () => {
  it('of 1 is the prompt, of 0 any film, of 2 as far again beyond the prompt', () => {
    const [towards, any] = [floats(2), floats(1)];
    expect([1, 0, 2].map((by) => guided(towards, any, by)[0])).toEqual([2, 1, 3]);
  });
});
