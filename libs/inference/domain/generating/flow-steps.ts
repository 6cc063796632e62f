/** Velocity of the flow at a place and time (0 = noise, 1 = film). */
export type Velocity = (latents: Float32Array, time: number) => Promise<Float32Array>;

/**
 * Follows the flow from noise to latents by Heun's method in equal steps; the last step is Euler's, for the
 * velocity beyond the film is not known.
 */
export async function followFlow(
  noise: Float32Array,
  steps: number,
  velocity: Velocity,
): Promise<Float32Array> {
  let latents = noise;
  for (let step = 0; step < steps; step += 1) {
    const [start, end] = [step / steps, (step + 1) / steps];
    const first = await velocity(latents, start);
    const ahead = moved(latents, first, end - start);
    if (step + 1 === steps) return ahead;
    const second = await velocity(ahead, end);
    latents = moved(latents, mean(first, second), end - start);
  }
  return latents;
}

/** Classifier-free guidance (Ho and Salimans, 2022): away from "any film" towards the prompt. */
export const guided = (towards: Float32Array, any: Float32Array, guidance: number): Float32Array =>
  any.map((value, at) => value + guidance * (towards[at]! - value));

const moved = (from: Float32Array, by: Float32Array, time: number): Float32Array =>
  from.map((value, at) => value + time * by[at]!);

const mean = (a: Float32Array, b: Float32Array): Float32Array => a.map((value, at) => (value + b[at]!) / 2);
