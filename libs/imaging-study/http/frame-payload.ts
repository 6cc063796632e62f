import type { FrameHeader } from '@wetread/contracts';
import { type DecodedFrame, type DicomObject, displayTransform, renderRgb8 } from '@wetread/dicom';

export interface FramePayload {
  header: FrameHeader;
  pixels: Buffer;
}

const bufferOf = ({ buffer, byteOffset, byteLength }: NodeJS.ArrayBufferView): Buffer =>
  Buffer.from(buffer, byteOffset, byteLength);

/** A decoded frame in the shape that the viewer takes: 8- or 16-bit stored values, or 8-bit RGB. */
export function framePayload(object: DicomObject, frame: DecodedFrame): FramePayload {
  const { rows, columns, signed, photometricInterpretation } = frame;
  const shown = { rows, columns, photometricInterpretation, ...displayTransform(object, frame) };
  if (frame.samplesPerPixel === 3) {
    const header = { ...shown, samplesPerPixel: 3 as const, bitsAllocated: 8 as const, signed: false };
    return { header, pixels: bufferOf(renderRgb8(object, frame).data) };
  }
  if (frame.bitsAllocated === 32) return sixteenBits(frame, shown);
  const header = { ...shown, samplesPerPixel: 1 as const, bitsAllocated: frame.bitsAllocated, signed };
  return { header, pixels: bufferOf(frame.data) };
}

type Shown = Omit<FrameHeader, 'samplesPerPixel' | 'bitsAllocated' | 'signed'>;

/** 32-bit values (dose grids, parametric maps) do not fit; their range is spread over 16 bits and the rescale follows. */
function sixteenBits({ data }: DecodedFrame, shown: Shown): FramePayload {
  let [least, greatest] = [Infinity, -Infinity];
  for (const value of data) {
    if (value < least) least = value;
    if (value > greatest) greatest = value;
  }
  const step = Math.max(1, (greatest - least) / 0xffff);
  const pixels = Uint16Array.from(data, (value) => Math.round((value - least) / step));
  const header: FrameHeader = {
    ...shown,
    samplesPerPixel: 1,
    bitsAllocated: 16,
    signed: false,
    rescaleSlope: shown.rescaleSlope * step,
    rescaleIntercept: shown.rescaleIntercept + shown.rescaleSlope * least,
  };
  return { header, pixels: bufferOf(pixels) };
}
