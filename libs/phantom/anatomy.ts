import type { PhantomView } from './phantom-finding';
import type { RandomStream } from './random';
import { randomStream } from './random';

const { ceil, floor, max, min, pow, sin, sqrt } = Math;

/** -1 = the patient's right (image left), 1 = the patient's left. */
export type SideSign = -1 | 1;
export const bothSides: readonly SideSign[] = [-1, 1];

/** Lengths in centimetres in the patient's frontal plane; y = 0 at the lung apices, x = 0 at the midline. */
export interface Anatomy {
  sex: 'F' | 'M';
  /** 0 slim .. 1 stout. */
  habitus: number;
  /** 0 young .. 1 old. */
  age: number;
  /** Half the inner width of the thorax. */
  halfWidth: number;
  /** Height of the costophrenic angles below the apices. */
  lungHeight: number;
  domeTop: { right: number; left: number };
  domeRoundness: number;
  lungDepth: number;
  lungDensity: number;
  /** Shift of midline structures that the patient's rotation causes. */
  rotation: number;
  heart: { scale: number; centreX: number; centreY: number; elevation: number };
  aorta: { knobRadius: number; archY: number };
  hilumY: { right: number; left: number };
  vascularity: number;
  ribSpacing: number;
  scapulaInset: number;
  armRaise: number;
}

export function sampleAnatomy(seed: number, view: PhantomView): Anatomy {
  const random = randomStream(seed, 'anatomy');
  const sex = random.chance(0.5) ? 'F' : 'M';
  const habitus = random.next();
  const age = random.next();
  const halfWidth = (sex === 'F' ? 12.9 : 14) + random.normal(0, 0.45);
  const inspiration = view === 'PA' ? random.between(0.92, 1.04) : random.between(0.84, 0.98);
  const lungHeight = (sex === 'F' ? 24.3 : 26.2) * inspiration + random.normal(0, 0.5);
  const rightTop = lungHeight - random.between(4, 5.6);
  const archY = lungHeight * random.between(0.25, 0.29);
  const heartScale = (view === 'AP' ? 1.06 : 0.96) * random.between(0.93, 1.06) * (halfWidth / 13.6);
  return {
    sex,
    habitus,
    age,
    halfWidth,
    lungHeight,
    domeTop: { right: rightTop, left: rightTop + random.between(0.5, 1.6) },
    domeRoundness: random.between(0.8, 1.2),
    lungDepth: random.between(13.5, 16.5) + (sex === 'M' ? 0.8 : 0),
    lungDensity: random.between(0.24, 0.3),
    rotation: random.normal(0, view === 'AP' ? 0.4 : 0.18),
    heart: {
      scale: heartScale,
      centreX: 1.75 + random.normal(0, 0.2),
      centreY: rightTop + 1.35 - 4.4 * heartScale + random.normal(0, 0.25),
      elevation: random.between(-0.2, 0.3) + (1 - inspiration) * 1.5,
    },
    aorta: { knobRadius: 1.25 + 0.5 * age + random.normal(0, 0.08), archY },
    hilumY: { right: archY + random.between(4, 4.8), left: archY + random.between(3.1, 3.8) },
    vascularity: random.between(0.85, 1.15),
    ribSpacing: (lungHeight - 1.5) / random.between(10.2, 11.2),
    scapulaInset: view === 'AP' ? random.between(1.5, 3.4) : random.between(-1.2, 0.6),
    armRaise: random.next(),
  };
}

/** Lateral edge of the lung at height y (distance from the midline). */
export function lungEdge(anatomy: Anatomy, y: number): number {
  const t = y / anatomy.lungHeight;
  if (t < 0) return 0;
  const rise = 1 - pow(1 - min(1, t / 0.86), 2.15);
  const taper = t > 0.86 ? 0.18 * pow((t - 0.86) / 0.14, 2) : 0;
  return anatomy.halfWidth * (0.34 + 0.66 * pow(rise, 0.56)) - taper;
}

/** Height of the diaphragm at distance x from the midline on one side. */
export function domeHeight(anatomy: Anatomy, side: SideSign, x: number): number {
  const top = side < 0 ? anatomy.domeTop.right : anatomy.domeTop.left;
  const angle = anatomy.lungHeight + (side < 0 ? 0 : 0.35);
  const crest = anatomy.halfWidth * 0.42;
  if (x > crest) return top + (angle - top) * pow((x - crest) / (anatomy.halfWidth - crest), 2.5);
  return top + 0.8 * anatomy.domeRoundness * pow((crest - x) / crest, 2);
}

/** Front-to-back length of lung at height y, at the midline side of the hemithorax. */
export function lungDepthAt(anatomy: Anatomy, y: number): number {
  const t = y / anatomy.lungHeight;
  if (t <= 0) return 0;
  const dome = sqrt(1 - pow(1 - min(1, t / 0.62), 2.4));
  return anatomy.lungDepth * dome;
}

/** Half the width of the torso without the arms, skin to skin, at height y. */
export function torsoEdge(anatomy: Anatomy, y: number): number {
  const wall = 2.6 + 2.8 * anatomy.habitus;
  const chest = anatomy.halfWidth + wall;
  const neck = 5.4 + 1.3 * anatomy.habitus;
  const shoulder = anatomy.halfWidth + 6.2;
  const slope = smoothstep(-7.5, 0.5, y);
  const upper = neck + (shoulder - neck) * pow(slope, 1.35);
  return (
    upper + (chest - upper) * smoothstep(0, 6, y) + 0.25 * smoothstep(14, 26, y) * (1 + 5 * anatomy.habitus)
  );
}

export function smoothstep(low: number, high: number, value: number): number {
  const t = min(1, max(0, (value - low) / (high - low)));
  return t * t * (3 - 2 * t);
}

/** A curve y(x) sampled once, because the film asks for it at every pixel. */
export function sampledCurve(
  from: number,
  to: number,
  curve: (at: number) => number,
): (at: number) => number {
  const step = 0.04;
  const count = ceil((to - from) / step) + 2;
  const samples = new Float32Array(count);
  for (let i = 0; i < count; i += 1) samples[i] = curve(from + i * step);
  return (at) => {
    const position = min(count - 2, max(0, (at - from) / step));
    const i = floor(position);
    const rest = position - i;
    return samples[i]! * (1 - rest) + samples[i + 1]! * rest;
  };
}

/** A wobble of the anatomy's contours, so that no border is a perfect curve. */
export function wobble(random: RandomStream, amplitude: number, wavelength: number): (at: number) => number {
  const phases = [random.between(0, 6.28), random.between(0, 6.28), random.between(0, 6.28)];
  return (at) =>
    amplitude *
    (sin((6.28 * at) / wavelength + phases[0]!) +
      0.6 * sin((11.3 * at) / wavelength + phases[1]!) +
      0.35 * sin((21.1 * at) / wavelength + phases[2]!));
}
