import type { RandomStream } from './random';

const { floor } = Math;

const LATTICE = 64;

/** Value noise in about -1..1 over the patient's plane; `wavelength` in centimetres. */
export function smoothNoise(random: RandomStream, wavelength: number): (x: number, y: number) => number {
  const lattice = new Float32Array(LATTICE * LATTICE);
  for (let i = 0; i < lattice.length; i += 1) lattice[i] = random.next() * 2 - 1;
  const scale = 1 / wavelength;
  return (x, y) => {
    const gx = x * scale + 1000;
    const gy = y * scale + 1000;
    const ix = floor(gx);
    const iy = floor(gy);
    const fx = ease(gx - ix);
    const fy = ease(gy - iy);
    const row = (iy & (LATTICE - 1)) * LATTICE;
    const nextRow = ((iy + 1) & (LATTICE - 1)) * LATTICE;
    const column = ix & (LATTICE - 1);
    const nextColumn = (ix + 1) & (LATTICE - 1);
    const top = lattice[row + column]! * (1 - fx) + lattice[row + nextColumn]! * fx;
    const bottom = lattice[nextRow + column]! * (1 - fx) + lattice[nextRow + nextColumn]! * fx;
    return top * (1 - fy) + bottom * fy;
  };
}

function ease(t: number): number {
  return t * t * (3 - 2 * t);
}
