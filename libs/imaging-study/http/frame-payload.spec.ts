import { type DecodedFrame, DicomObject, newUid, SopClass, writePart10 } from '@wetread/dicom';
import { FrameHeader } from '@wetread/contracts';
import { framePayload } from './frame-payload';

const object = DicomObject.parse(
  writePart10(
    {},
    {
      SOPClassUID: SopClass.SecondaryCaptureImageStorage,
      SOPInstanceUID: newUid(),
      StudyInstanceUID: newUid(),
      SeriesInstanceUID: newUid(),
      RescaleSlope: 2,
      RescaleIntercept: -10,
    },
  ),
);
const frame = (some: Partial<DecodedFrame>): DecodedFrame => ({
  frameNumber: 1,
  rows: 1,
  columns: 3,
  samplesPerPixel: 1,
  bitsAllocated: 16,
  bitsStored: 16,
  signed: true,
  photometricInterpretation: 'MONOCHROME2',
  data: new Int16Array([-1, 0, 258]),
  ...some,
});

describe('a frame on its way to the viewer', () => {
  it('keeps stored values, 16 bit little endian, and tells how to show them', () => {
    const { header, pixels } = framePayload(object, frame({}));
    expect([...pixels]).toEqual([0xff, 0xff, 0, 0, 2, 1]);
    expect(FrameHeader.parse(header)).toMatchObject({ signed: true, rescaleSlope: 2, rescaleIntercept: -10 });
  });

  it('spreads 32-bit values over 16 bits so that rescaled values stay right', () => {
    const data = new Uint32Array([1_000_000, 1_500_000, 2_000_000]);
    const { header, pixels } = framePayload(
      object,
      frame({ bitsAllocated: 32, bitsStored: 32, signed: false, data }),
    );
    expect(FrameHeader.parse(header)).toMatchObject({ bitsAllocated: 16, signed: false });
    const shown = [0, 2, 4].map(
      (offset) => pixels.readUInt16LE(offset) * header.rescaleSlope + header.rescaleIntercept,
    );
    [...data].forEach((value, index) =>
      expect(Math.abs((shown[index] ?? 0) - (value * 2 - 10))).toBeLessThan(32),
    );
  });

  it('gives colour as 8-bit RGB', () => {
    const colour = frame({
      samplesPerPixel: 3,
      photometricInterpretation: 'RGB',
      data: new Uint16Array([0, 65535, 0, 1, 2, 3, 65535, 65535, 65535]),
      signed: false,
    });
    const { header, pixels } = framePayload(object, colour);
    expect(FrameHeader.parse(header)).toMatchObject({ samplesPerPixel: 3, bitsAllocated: 8 });
    expect([...pixels.subarray(0, 3)]).toEqual([0, 255, 0]);
  });
});
