import type { VoiLutFunction, Window } from '@wetread/dicom';
import { ParameterInvalid } from '../../domain/query/query-errors';

/** A part of the picture, in its own pixels; negative sizes mirror it. */
export interface Region {
  x: number;
  y: number;
  width: number;
  height: number;
}

/** How a picture is rendered (PS3.18 section 8.3.5.1). */
export interface RenderOptions {
  /** In modality units; without it, the object's own. */
  window?: Window;
  /** 1 to 100, for JPEG. */
  quality?: number;
  /** Greatest width and height of the result, and what of the picture is shown. */
  viewport?: { width: number; height: number; region?: Region };
}

const FUNCTIONS: Readonly<Record<string, VoiLutFunction>> = {
  linear: 'LINEAR',
  'linear-exact': 'LINEAR_EXACT',
  sigmoid: 'SIGMOID',
};
const GREATEST_SIDE = 8192;

/** @throws ParameterInvalid also for what is not done here: annotations, profiles and presentation states */
export function renderOptions(parameters: URLSearchParams): RenderOptions {
  const window = parameters.get('window');
  const quality = parameters.get('quality');
  const viewport = parameters.get('viewport');
  if (parameters.has('annotation'))
    throw new ParameterInvalid('annotation', 'left out: nothing is written over pictures here');
  if (!['no', 'srgb', null].includes(parameters.get('iccprofile')))
    throw new ParameterInvalid('iccprofile', '"no" or "srgb"; other profiles are not embedded');
  return {
    ...(window !== null && { window: readWindow(window) }),
    ...(quality !== null && { quality: readQuality(quality) }),
    ...(viewport !== null && { viewport: readViewport(viewport) }),
  };
}

const numbers = (text: string): number[] =>
  text.split(',').map((part) => (part.trim() === '' ? NaN : Number(part)));

function readWindow(text: string): Window {
  const [center = NaN, width = NaN] = numbers(text);
  const fn = FUNCTIONS[(text.split(',')[2] ?? 'linear').trim().toLowerCase()];
  if (!Number.isFinite(center) || !(width > 0) || !fn)
    throw new ParameterInvalid('window', '{center},{width},{linear | linear-exact | sigmoid}');
  return { center, width, fn };
}

function readQuality(text: string): number {
  const quality = Number(text);
  if (!Number.isInteger(quality) || quality < 1 || quality > 100)
    throw new ParameterInvalid('quality', 'a whole number from 1 to 100');
  return quality;
}

function readViewport(text: string): RenderOptions['viewport'] {
  const [width = NaN, height = NaN, x, y, regionWidth, regionHeight] = numbers(text);
  const sides = [width, height];
  if (!sides.every((side) => Number.isInteger(side) && side > 0 && side <= GREATEST_SIDE))
    throw new ParameterInvalid(
      'viewport',
      `{width},{height}[,{x},{y},{width},{height}], at most ${GREATEST_SIDE}`,
    );
  if (x === undefined) return { width, height };
  const region = { x: x || 0, y: y || 0, width: regionWidth || NaN, height: regionHeight || NaN };
  return { width, height, region };
}
