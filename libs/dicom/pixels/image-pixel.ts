import { PixelDataDamaged, PixelDataMissing, UnsupportedPixelFormat } from '../dicom-error';
import type { DicomItem } from '../header/dicom-item';

/** The Image Pixel module (PS3.3 C.7.6.3), checked. */
export interface ImagePixel {
  rows: number;
  columns: number;
  samplesPerPixel: 1 | 3;
  bitsAllocated: 1 | 8 | 16 | 32;
  bitsStored: number;
  highBit: number;
  signed: boolean;
  photometricInterpretation: string;
  /** True when colour planes follow each other, (0028,0006) = 1. */
  planar: boolean;
  numberOfFrames: number;
}

/** No frame that the product reads comes near this; beyond it, a size is a lie or an attack. */
const GREATEST_FRAME_BYTES = 512 * 1024 * 1024;

const COLOUR = new Set(['RGB', 'YBR_FULL', 'YBR_FULL_422', 'YBR_ICT', 'YBR_RCT']);
const GREY = new Set(['MONOCHROME1', 'MONOCHROME2', 'PALETTE COLOR']);

/** An item never changes, and each frame of it asks. */
const described = new WeakMap<DicomItem, ImagePixel>();

/**
 * Reads and checks how pixels are described.
 * @throws PixelDataMissing, PixelDataDamaged, UnsupportedPixelFormat
 */
export function readImagePixel(o: DicomItem): Readonly<ImagePixel> {
  const known = described.get(o);
  if (known) return known;
  const image = checkedImagePixel(o);
  described.set(o, image);
  return image;
}

function checkedImagePixel(o: DicomItem): ImagePixel {
  if (!o.has('PixelData')) throw new PixelDataMissing(absence(o));
  const rows = size(o, 'Rows');
  const columns = size(o, 'Columns');
  const samplesPerPixel = o.number('SamplesPerPixel') ?? 1;
  const photometricInterpretation = readPhotometric(o, samplesPerPixel);
  const depth = readDepth(o);
  const numberOfFrames = Math.max(1, Math.trunc(o.number('NumberOfFrames') ?? 1));
  if (rows * columns * samplesPerPixel * Math.ceil(depth.bitsAllocated / 8) > GREATEST_FRAME_BYTES)
    throw new UnsupportedPixelFormat(`a frame of ${columns} x ${rows} pixels`);
  return {
    rows,
    columns,
    samplesPerPixel: samplesPerPixel as 1 | 3,
    ...depth,
    signed: o.number('PixelRepresentation') === 1,
    photometricInterpretation,
    planar: samplesPerPixel > 1 && o.number('PlanarConfiguration') === 1,
    numberOfFrames,
  };
}

function absence(o: DicomItem): string {
  if (o.has('FloatPixelData') || o.has('DoubleFloatPixelData'))
    return 'floating point pixels are not images here';
  return 'the object has no Pixel Data';
}

function size(o: DicomItem, keyword: 'Rows' | 'Columns'): number {
  const value = o.number(keyword);
  if (!value || value < 0) throw new PixelDataMissing(`${keyword} is ${value ?? 'absent'}`);
  return value;
}

function readPhotometric(o: DicomItem, samplesPerPixel: number): string {
  const photometric =
    o.string('PhotometricInterpretation') ?? (samplesPerPixel === 1 ? 'MONOCHROME2' : 'RGB');
  if (!COLOUR.has(photometric) && !GREY.has(photometric))
    throw new UnsupportedPixelFormat(`photometric interpretation ${photometric.slice(0, 16)}`);
  if (samplesPerPixel !== (COLOUR.has(photometric) ? 3 : 1))
    throw new PixelDataDamaged(`${samplesPerPixel} samples per pixel contradict ${photometric}`);
  return photometric;
}

function readDepth(o: DicomItem): Pick<ImagePixel, 'bitsAllocated' | 'bitsStored' | 'highBit'> {
  const bitsAllocated = o.number('BitsAllocated') ?? 0;
  if (bitsAllocated !== 1 && bitsAllocated !== 8 && bitsAllocated !== 16 && bitsAllocated !== 32)
    throw new UnsupportedPixelFormat(`${bitsAllocated} bits allocated`);
  const bitsStored = o.number('BitsStored') ?? bitsAllocated;
  const highBit = o.number('HighBit') ?? bitsStored - 1;
  if (bitsStored < 1 || bitsStored > bitsAllocated || highBit < bitsStored - 1 || highBit >= bitsAllocated)
    throw new PixelDataDamaged(`${bitsStored} bits stored up to bit ${highBit} of ${bitsAllocated}`);
  return { bitsAllocated, bitsStored, highBit };
}
