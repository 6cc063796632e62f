import { mulberry32 } from '@wetread/kernel';
import type { PhantomView } from './phantom-finding';
import type { RandomStream } from './random';
import type { Scene } from './scene';
import { SlowField } from './slow-field';

// Taken out of Math once: in a test runner's VM context every look-up of a global costs more than the sum it starts.
const { exp, log, max, min, round, sqrt } = Math;

/** Effective attenuation at about 100-120 kV, per centimetre. */
const SOFT_TISSUE = 0.17;
const BONE_EXCESS = 0.42;
const TWELVE_BIT = 4095;
/** The optical depth that is shown as mid grey, and the width of the display curve around it. */
const MID_GREY_DEPTH = 2.3;
const DEPTH_RANGE = 0.72;

export interface Exposure {
  /** Relative photon count: low is a noisy film. */
  photons: number;
  scatter: number;
  brightness: number;
  contrast: number;
  /** How much of the slow brightness differences the processing evens out, 0..1. */
  equalisation: number;
}

export function sampleExposure(random: RandomStream, view: PhantomView): Exposure {
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
  const haze = new SlowField(intensity, width, height, pixelsPerCm * 3.5);
  const noise = quantumNoise(width, height, noiseSeed);
  const dose = exposure.photons / sqrt(pixelsPerCm / 24);
  for (let y = 0; y < height; y += 1) {
    const scattered = haze.row(y);
    for (let x = 0; x < width; x += 1) {
      const at = y * width + x;
      const arrived = intensity[at]! + exposure.scatter * scattered[x]!;
      const counted = arrived + noise[at]! * sqrt(arrived / dose);
      intensity[at] = -log(counted > 1e-4 ? counted : 1e-4);
    }
  }
  return display(intensity, new SlowField(intensity, width, height, pixelsPerCm * 4.5), {
    width,
    height,
    exposure,
  });
}

function transmitted(scene: Scene): Float32Array {
  const { body, lung, filled, markings, soft, bone, air, metal, anatomy } = scene;
  const intensity = new Float32Array(body.length);
  const airShare = 1 - anatomy.lungDensity;
  for (let at = 0; at < body.length; at += 1) {
    const aerated = lung[at]! - filled[at]! - markings[at]!;
    const tissue = body[at]! + soft[at]! - (aerated > 0 ? aerated * airShare : 0) - air[at]!;
    const depth = SOFT_TISSUE * (tissue > 0 ? tissue : 0) + BONE_EXCESS * bone[at]! + metal[at]!;
    intensity[at] = exp(-depth);
  }
  return intensity;
}

interface DisplayOptions {
  width: number;
  height: number;
  exposure: Exposure;
}

function display(
  shown: Float32Array,
  slow: SlowField,
  { width, height, exposure }: DisplayOptions,
): Uint16Array {
  const pixels = new Uint16Array(shown.length);
  const curve = displayCurve(exposure);
  for (let y = 0; y < height; y += 1) {
    const background = slow.row(y);
    for (let x = 0; x < width; x += 1) {
      const at = y * width + x;
      const evened = shown[at]! - exposure.equalisation * (background[x]! - MID_GREY_DEPTH);
      const entry = (evened + CURVE_START) * CURVE_STEPS;
      pixels[at] = curve[entry < 0 ? 0 : entry > CURVE_LENGTH - 1 ? CURVE_LENGTH - 1 : entry | 0]!;
    }
  }
  return pixels;
}

const CURVE_START = 4;
const CURVE_STEPS = 2048;
const CURVE_LENGTH = 16 * CURVE_STEPS;

/** A sigmoid as on film: toe, straight part, shoulder; tabled, since every pixel passes through it. */
function displayCurve({ brightness, contrast }: Exposure): Uint16Array {
  const middle = MID_GREY_DEPTH - brightness * 0.6;
  return Uint16Array.from({ length: CURVE_LENGTH }, (_, entry) => {
    const depth = entry / CURVE_STEPS - CURVE_START;
    const grey = 1 / (1 + exp((-1.25 * contrast * (depth - middle)) / DEPTH_RANGE));
    return round(TWELVE_BIT * max(0, min(1, (grey - 0.03) / 0.94)));
  });
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
  for (let y = 0; y < height - 1; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const at = y * width + x;
      const here = plane[at]!;
      plane[at] = 0.25 * above[x]! + 0.5 * here + 0.25 * plane[at + width]!;
      above[x] = here;
    }
  }
}

/** Nearly normal noise at the film's grain, slightly smeared by the scintillator. */
function quantumNoise(width: number, height: number, seed: number): Float32Array {
  const next = mulberry32(seed);
  const noise = new Float32Array(width * height);
  // Two uniforms have deviation 0.408; the smear below takes the deviation to about 0.375 of it.
  const gain = 2.45 * 1.9;
  for (let at = 0; at < noise.length; at += 1) noise[at] = (next() + next() - 1) * gain;
  soften(noise, width, height);
  return noise;
}
