import { PixelDataDamaged } from '../dicom-error';
import type { ImagePixel } from './image-pixel';

/** What the head of a JPEG, JPEG-LS or JPEG 2000 stream says of itself. */
export interface Codestream {
  width: number;
  height: number;
  components: number;
  precision: number;
  /** Component identifiers of the frame header; empty for JPEG 2000. */
  componentIds: number[];
  /** Colour transform of an Adobe APP14 segment: 0 none, 1 YCbCr; undefined without one. */
  adobeTransform?: number;
  hasJfif: boolean;
  /** Whether the first component is sampled more densely than the others, as only luminance is. */
  isSubsampled: boolean;
}

/**
 * Reads the head of a codestream and checks it against the Image Pixel module *before* a codec allocates memory by
 * it, and that its end marker is there: codecs fill what is missing with grey or black without a word.
 * @throws PixelDataDamaged
 */
export function checkCodestream(bytes: Uint8Array, image: ImagePixel): Codestream {
  const isJpeg = bytes[0] === 0xff && bytes[1] === 0xd8;
  const stream = isJpeg ? readJpegHead(bytes) : readJpeg2000Head(bytes);
  if (stream.width !== image.columns || stream.height !== image.rows)
    throw new PixelDataDamaged(
      `the codestream is ${stream.width} x ${stream.height}, the object ${image.columns} x ${image.rows}`,
    );
  if (stream.components !== image.samplesPerPixel)
    throw new PixelDataDamaged(
      `the codestream has ${stream.components} components, the object ${image.samplesPerPixel}`,
    );
  if (stream.precision > image.bitsAllocated)
    throw new PixelDataDamaged(`${stream.precision} bits do not fit into ${image.bitsAllocated}`);
  if (!hasEndMarker(bytes)) throw new PixelDataDamaged('the codestream ends before its end marker');
  return stream;
}

/** EOI of JPEG and EOC of JPEG 2000 are both FFD9; writers pad with zeros, rarely with more than a few. */
function hasEndMarker(bytes: Uint8Array): boolean {
  let end = bytes.length;
  while (end > 2 && bytes[end - 1] !== 0xd9) end--;
  return bytes.length - end <= 64 && bytes[end - 2] === 0xff;
}

const word = (bytes: Uint8Array, at: number): number => (bytes[at]! << 8) | bytes[at + 1]!;

// SOF0-SOF15 without DHT (C4), JPG (C8) and DAC (CC); F7 is SOF55 of JPEG-LS.
const isFrameHeader = (marker: number): boolean =>
  marker === 0xf7 || (marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker));

function readJpegHead(bytes: Uint8Array): Codestream {
  let adobeTransform: number | undefined;
  let hasJfif = false;
  for (let at = 2; at + 4 <= bytes.length;) {
    if (bytes[at] !== 0xff) break;
    const marker = bytes[at + 1]!;
    if (marker === 0xff) {
      at++;
      continue;
    }
    if (isFrameHeader(marker)) return { ...frameHeader(bytes, at + 4), adobeTransform, hasJfif };
    if (marker === 0xee && startsWith(bytes, at + 4, 'Adobe')) adobeTransform = bytes[at + 15];
    if (marker === 0xe0 && startsWith(bytes, at + 4, 'JFIF')) hasJfif = true;
    const length = word(bytes, at + 2);
    if (length < 2) break;
    at += 2 + length;
  }
  throw new PixelDataDamaged('the JPEG stream has no frame header');
}

const startsWith = (bytes: Uint8Array, at: number, text: string): boolean =>
  [...text].every((character, index) => bytes[at + index] === character.charCodeAt(0));

function frameHeader(bytes: Uint8Array, at: number): Omit<Codestream, 'adobeTransform' | 'hasJfif'> {
  const components = bytes[at + 5] ?? 0;
  if (at + 6 + components * 3 > bytes.length) throw new PixelDataDamaged('the JPEG frame header is cut off');
  return {
    precision: bytes[at]!,
    height: word(bytes, at + 1),
    width: word(bytes, at + 3),
    components,
    componentIds: Array.from({ length: components }, (_, index) => bytes[at + 6 + index * 3]!),
    isSubsampled: components === 3 && bytes[at + 7] !== bytes[at + 10],
  };
}

/** SIZ of a raw codestream, or of the one inside a JP2 file, which DICOM forbids but some writers embed. */
function readJpeg2000Head(bytes: Uint8Array): Codestream {
  const at = findSiz(bytes);
  if (at < 0 || at + 41 > bytes.length)
    throw new PixelDataDamaged('there is neither a JPEG nor a JPEG 2000 stream');
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  return {
    width: view.getUint32(at + 6) - view.getUint32(at + 14),
    height: view.getUint32(at + 10) - view.getUint32(at + 18),
    components: view.getUint16(at + 38),
    precision: (bytes[at + 40]! & 0x7f) + 1,
    componentIds: [],
    hasJfif: false,
    isSubsampled: false,
  };
}

function findSiz(bytes: Uint8Array): number {
  const limit = Math.min(bytes.length - 4, 4096);
  for (let at = 0; at < limit; at++)
    if (bytes[at] === 0xff && bytes[at + 1] === 0x4f && bytes[at + 2] === 0xff && bytes[at + 3] === 0x51)
      return at + 2;
  return -1;
}
