export type VoiLutFunction = 'LINEAR' | 'LINEAR_EXACT' | 'SIGMOID';

/** A window in modality units (PS3.3 C.11.2.1.2). */
export interface Window {
  center: number;
  width: number;
  fn: VoiLutFunction;
}

/**
 * Maps a modality value to 0..1 by the formulas of PS3.3 C.11.2.1.2.1 (LINEAR, with its -0.5 and -1), C.11.2.1.3.2
 * (LINEAR_EXACT) and C.11.2.1.3.1 (SIGMOID). LINEAR with a width below 1 is forbidden but written for real-valued
 * modality units; it is then read as LINEAR_EXACT.
 */
export function applyWindow(x: number, { center, width, fn }: Window): number {
  if (fn === 'SIGMOID') return 1 / (1 + Math.exp((-4 * (x - center)) / width));
  if (fn === 'LINEAR_EXACT' || width < 1) return ramp(x, center, width);
  return ramp(x, center - 0.5, width - 1);
}

function ramp(x: number, center: number, width: number): number {
  if (x <= center - width / 2) return 0;
  if (x > center + width / 2) return 1;
  return (x - center) / width + 0.5;
}
