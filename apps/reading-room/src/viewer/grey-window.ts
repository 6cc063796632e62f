import type { FrameHeader } from '@wetread/contracts';
import type { GreyWindow } from './film-viewer';

/** First and last value that are not clipped: PS3.3 C.11.2.1.2.1 for LINEAR, C.11.2.1.3.2 for LINEAR_EXACT. */
export function windowEnds(
  { center, width }: GreyWindow,
  voiLutFunction: FrameHeader['voiLutFunction'],
): { lower: number; upper: number } {
  if (voiLutFunction !== 'LINEAR') return { lower: center - width / 2, upper: center + width / 2 };
  const span = Math.max(width - 1, 1e-6);
  return { lower: center - 0.5 - span / 2, upper: center - 0.5 + span / 2 };
}

/** A drag of the pointer: right widens, down brightens; a full screen of travel covers about two full ranges. */
export function draggedWindow(start: GreyWindow, dx: number, dy: number): GreyWindow {
  const step = Math.max(start.width / 300, 0.01);
  return {
    center: start.center + dy * step,
    width: Math.max(1, start.width + dx * step),
  };
}

export interface WindowPreset {
  readonly name: string;
  /** Centre and width as fractions of the frame's own window; a film has no absolute scale. */
  readonly apply: (own: GreyWindow) => GreyWindow;
}

const shifted = (centre: number, width: number) => (own: GreyWindow) => ({
  center: own.center + centre * own.width,
  width: Math.max(1, own.width * width),
});

/** Presets relative to the frame's own window, since projection films have no Hounsfield scale. */
export const WINDOW_PRESETS: readonly WindowPreset[] = [
  { name: 'As acquired', apply: (own) => own },
  { name: 'Lung fields', apply: shifted(-0.14, 0.7) },
  { name: 'Mediastinum', apply: shifted(0.2, 0.6) },
  { name: 'Bone and devices', apply: shifted(0.12, 0.4) },
  { name: 'Soft, wide', apply: shifted(0, 1.6) },
];
