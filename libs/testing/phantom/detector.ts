import { mulberry32 } from './random';
import type { RandomStream } from './random';
import type { Scene } from './scene';

/** Effective attenuation at about 100-120 kV, per centimetre. */
const SOFT_TISSUE = 0.17;
const BONE_EXCESS = 0.42;
const TWELVE_BIT = 4095;

export interface Exposure {
  /** Relative photon count: low is a noisy film. */
  photons: number;
  scatter: number;
  /** Optical depth shown as mid grey, and the steepness of the display curve. */
  brightness: number;
  contrast: number;
  /** How much of the slow brightness differences the processing evens out, 0..1. */
  equalisation: number;
}

export function sampleExposure(random: RandomStream, view: 'PA' | 'AP'): Exposure {
  const portable = view === 'AP';
  return {
    photons: portable ? random.between(1800, 4200) : random.between(4500, 12000),
    scatter: portable ? random.between(0.3, 0.5) : random.between(0.15, 0.32),
    brightness: random.normal(0, 0.09),
    contrast: random.between(0.88, 1.12),
    equalisation: random.between(0.3, 0.5),
  };
}

/** From path lengths to a presentation image: Beer-Lambert, scatter, quantum noise, log, display curve. */
export function expose(scene: Scene, exposure: Exposure, noiseSeed: number): Uint16Array {
  const { width, height, pixelsPerCm } = scene.grid;
  const intensity = transmitted(scene);
  soften(intensity, width, height);
  const haze = slowPart(intensity, width, height, pixelsPerCm * 3.5);
  const noise = quantumNoise(intensity.length, width, height, noiseSeed);
  const shown = intensity;
  const dose = exposure.photons / Math.sqrt(pixelsPerCm / 24);
  for (let at = 0; at < intensity.length; at += 1) {
    const arrived = intensity[at]! + exposure.scatter * haze(at);
    shown[at] = -Math.log(Math.max(1e-4, arrived + noise[at]! * Math.sqrt(arrived / dose)));
  }
  const slow = slowPart(shown, width, height, pixelsPerCm * 4.5);
  return displayCurve(shown, slow, exposure);
}

function transmitted(scene: Scene): Float32Array {
  const { body, lung, filled, markings, soft, bone, air, metal, anatomy } = scene;
  const intensity = new Float32Array(body.length);
  const airShare = 1 - anatomy.lungDensity;
  for (let at = 0; at < body.length; at += 1) {
    const aerated = lung[at]! - filled[at]! - markings[at]!;
    const tissue = body[at]! + soft[at]! - (aerated > 0 ? aerated * airShare : 0) - air[at]!;
    const depth = SOFT_TISSUE * (tissue > 0 ? tissue : 0) + BONE_EXCESS * bone[at]! + metal[at]!;
    intensity[at] = Math.exp(-depth);
  }
  return intensity;
}

const midGreyDepth = 2.3;
const depthRange = 0.72;

function displayCurve(shown: Float32Array, slow: (at: number) => number, exposure: Exposure): Uint16Array {
  const pixels = new Uint16Array(shown.length);
  const middle = midGreyDepth - exposure.brightness * 0.6;
  for (let at = 0; at < shown.length; at += 1) {
    const evened = shown[at]! - exposure.equalisation * (slow(at) - midGreyDepth);
    const x = ((evened - middle) * exposure.contrast) / depthRange;
    const grey = 1 / (1 + Math.exp(-1.25 * x));
    pixels[at] = Math.round(TWELVE_BIT * Math.max(0, Math.min(1, (grey - 0.03) / 0.94)));
  }
  return pixels;
}

/** Detector and focal spot blur: one binomial pass each way. */
function soften(plane: Float32Array, width: number, height: number): void {
  for (let y = 0; y < height; y += 1) {
    let before = plane[y * width]!;
    for (let at = y * width; at < (y + 1) * width - 1; at += 1) {
      const here = plane[at]!;
      plane[at] = 0.25 * before + 0.5 * here + 0.25 * plane[at + 1]!;
      before = here;
    }
  }
  const above = plane.slice(0, width);
  for (let at = 0; at < width * (height - 1); at += 1) {
    const column = at % width;
    const here = plane[at]!;
    plane[at] = 0.25 * above[column]! + 0.5 * here + 0.25 * plane[at + width]!;
    above[column] = here;
  }
}

/** The part of a plane that changes slowly (box means on a coarse grid, read back bilinearly). */
function slowPart(
  plane: Float32Array,
  width: number,
  height: number,
  radius: number,
): (at: number) => number {
  const cell = Math.max(4, Math.round(radius / 4));
  const columns = Math.ceil(width / cell);
  const rows = Math.ceil(height / cell);
  let coarse = coarseMeans(plane, width, height, cell);
  for (let pass = 0; pass < 3; pass += 1) coarse = boxBlur(coarse, columns, rows, 2);
  return (at) => {
    const px = at % width;
    const gx = Math.min(columns - 1.001, Math.max(0, (px + 0.5) / cell - 0.5));
    const gy = Math.min(rows - 1.001, Math.max(0, ((at - px) / width + 0.5) / cell - 0.5));
    const ix = Math.floor(gx);
    const iy = Math.floor(gy);
    const fx = gx - ix;
    const corner = iy * columns + ix;
    const top = coarse[corner]! * (1 - fx) + coarse[corner + 1]! * fx;
    const bottom = coarse[corner + columns]! * (1 - fx) + coarse[corner + columns + 1]! * fx;
    return top + (bottom - top) * (gy - iy);
  };
}

function coarseMeans(plane: Float32Array, width: number, height: number, cell: number): Float32Array {
  const columns = Math.ceil(width / cell);
  const rows = Math.ceil(height / cell);
  const sums = new Float32Array(columns * rows);
  const counts = new Float32Array(columns * rows);
  for (let y = 0; y < height; y += 1) {
    const row = Math.floor(y / cell) * columns;
    for (let x = 0; x < width; x += 1) {
      const at = row + Math.floor(x / cell);
      sums[at] = sums[at]! + plane[y * width + x]!;
      counts[at] = counts[at]! + 1;
    }
  }
  return sums.map((sum, at) => sum / counts[at]!);
}

function boxBlur(source: Float32Array, columns: number, rows: number, radius: number): Float32Array {
  const blurred = new Float32Array(source.length);
  for (let y = 0; y < rows; y += 1) {
    for (let x = 0; x < columns; x += 1) {
      let sum = 0;
      let count = 0;
      for (let v = Math.max(0, y - radius); v <= Math.min(rows - 1, y + radius); v += 1) {
        for (let u = Math.max(0, x - radius); u <= Math.min(columns - 1, x + radius); u += 1) {
          sum += source[v * columns + u]!;
          count += 1;
        }
      }
      blurred[y * columns + x] = sum / count;
    }
  }
  return blurred;
}

/** Nearly normal noise of unit deviation at the film's grain, slightly smeared by the scintillator. */
function quantumNoise(length: number, width: number, height: number, seed: number): Float32Array {
  const next = mulberry32(seed);
  const noise = new Float32Array(length);
  for (let at = 0; at < length; at += 1) noise[at] = (next() + next() - 1) * 2.45 * 1.9;
  soften(noise, width, height);
  return noise;
}
