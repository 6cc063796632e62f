import { tagOf } from '../../dictionary/attribute';
import type { DicomJson } from '../../header/dicom-json';
import type { VoiLutFunction } from '../../lut/window';

/** How an image's own attributes turn its stored values into greys; a presentation state must repeat it. */
export interface GreyPresentation {
  /** The least value is white: MONOCHROME1, or Presentation LUT Shape INVERSE. */
  readonly inverse: boolean;
  readonly rescale: {
    readonly intercept: number;
    readonly slope: number;
    /** At most 64 characters; `US` unspecified. */
    readonly type: string;
  } | null;
  /** The first one, which a viewer begins with; a state has one (PS3.3 C.11.8). */
  readonly window: {
    readonly center: number;
    readonly width: number;
    readonly explanation: string | null;
    /** How it maps; LINEAR where nothing is said (PS3.3 C.11.2.1.3). */
    readonly fn: VoiLutFunction;
  } | null;
}

/**
 * Reads it from a header; `null` for what is no greyscale image. A VOI LUT is told as the window over its input, since
 * a presentation state without either would show the full range (PS3.3 C.11.8). Per-frame transformations and Modality
 * LUT tables are not repeated.
 */
export function greyPresentation(header: DicomJson): GreyPresentation | null {
  const photometric = texts(header, 'PhotometricInterpretation')[0] ?? '';
  if (!photometric.startsWith('MONOCHROME')) return null;
  return {
    inverse: photometric === 'MONOCHROME1' || texts(header, 'PresentationLUTShape')[0] === 'INVERSE',
    rescale: rescaleOf(header),
    window: ownWindow(header) ?? windowOverLut(header),
  };
}

function rescaleOf(header: DicomJson): GreyPresentation['rescale'] {
  const [intercept] = numbers(header, 'RescaleIntercept');
  const [slope] = numbers(header, 'RescaleSlope');
  if (intercept === undefined || !slope) return null;
  return { intercept, slope, type: texts(header, 'RescaleType')[0] ?? 'US' };
}

function ownWindow(header: DicomJson): GreyPresentation['window'] {
  const [center] = numbers(header, 'WindowCenter');
  const [width] = numbers(header, 'WindowWidth');
  const fn = functionOf(header);
  // A LINEAR window is at least 1 wide, the others wider than 0 (PS3.3 C.11.2.1.2 and C.11.2.1.3).
  if (center === undefined || width === undefined || width <= 0 || (fn === 'LINEAR' && width < 1))
    return null;
  return { center, width, explanation: texts(header, 'WindowCenterWidthExplanation')[0] || null, fn };
}

function functionOf(header: DicomJson): VoiLutFunction {
  const [told] = texts(header, 'VOILUTFunction');
  return told === 'LINEAR_EXACT' || told === 'SIGMOID' ? told : 'LINEAR';
}

/** LUT Descriptor: number of entries (0 stands for 65536), first value mapped, bits (PS3.3 C.11.2.1.1). */
function windowOverLut(header: DicomJson): GreyPresentation['window'] {
  const [item] = (header[tagOf('VOILUTSequence')]?.Value ?? []) as DicomJson[];
  const [entries, first] = item ? numbers(item, 'LUTDescriptor') : [];
  if (entries === undefined || first === undefined) return null;
  const width = entries || 65_536;
  return { center: first + width / 2, width, explanation: 'range of the VOI LUT', fn: 'LINEAR' };
}

const values = (header: DicomJson, keyword: string): unknown[] => header[tagOf(keyword)]?.Value ?? [];
const numbers = (header: DicomJson, keyword: string): number[] =>
  values(header, keyword).filter((value): value is number => typeof value === 'number');
const texts = (header: DicomJson, keyword: string): string[] =>
  values(header, keyword).map((value) => (typeof value === 'string' ? value : ''));
