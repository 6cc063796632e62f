import { readFileSync } from 'node:fs';
import { describeWithData, realDicomFiles } from '@wetread/testing';
import { SopClass } from '../dictionary/sop-class';
import { bytesSource } from '../header/byte-source';
import { DicomObject } from '../header/dicom-object';
import { newUid } from '../write/uid';
import { writePart10 } from '../write/part10-writer';
import { readStoredFrame, storedFramePlace } from './stored-frame';

const object = (pixels: Record<string, unknown>): Uint8Array =>
  writePart10({}, {
    SOPClassUID: SopClass.CtImageStorage,
    SOPInstanceUID: newUid(),
    StudyInstanceUID: newUid(),
    SeriesInstanceUID: newUid(),
    SamplesPerPixel: 1,
    PhotometricInterpretation: 'MONOCHROME2',
    PixelRepresentation: 0,
    ...pixels,
  } as never);

const sixteenBits = object({
  Rows: 3,
  Columns: 5,
  NumberOfFrames: 4,
  BitsAllocated: 16,
  BitsStored: 16,
  HighBit: 15,
  PixelData: Uint16Array.from({ length: 60 }, (_, i) => i * 1001),
});
const oneBit = object({
  Rows: 8,
  Columns: 8,
  BitsAllocated: 1,
  BitsStored: 1,
  HighBit: 0,
  PixelData: Uint8Array.of(1, 2, 4, 8, 16, 32, 64, 128),
});

/** Frames that lie in the file as they are given; each is compared with what reading gives. */
async function framesInPlace(file: Uint8Array): Promise<number> {
  const source = bytesSource(file);
  const header = await DicomObject.read(source);
  let inPlace = 0;
  for (let frame = 1; frame <= Math.min(3, header.number('NumberOfFrames') ?? 1); frame += 1) {
    const place = storedFramePlace(header, frame);
    if (!place) continue;
    const there = Buffer.from(file.subarray(place.offset, place.offset + place.length));
    expect(there.equals(await readStoredFrame(header, source, frame))).toBe(true);
    inPlace += 1;
  }
  return inPlace;
}

describe('the place of a frame in the file', () => {
  it('is where reading finds it', async () => {
    expect(await framesInPlace(sixteenBits)).toBe(3);
  });

  it('is not told where a frame has to be put together', async () => {
    expect(await framesInPlace(oneBit)).toBe(0);
  });

  it('is refused for a frame that is not there', async () => {
    const header = await DicomObject.read(bytesSource(sixteenBits));
    expect(() => storedFramePlace(header, 5)).toThrow('frame 5 of 4');
  });

  describeWithData('of the real files', (dataDir) => {
    it('is where reading finds it, native and compressed', async () => {
      let inPlace = 0;
      for (const path of realDicomFiles(dataDir))
        inPlace += await framesInPlace(readFileSync(path)).catch((error: unknown) => {
          if ((error as { code?: string }).code?.startsWith('dicom.')) return 0;
          throw error;
        });
      expect(inPlace).toBeGreaterThan(50);
    });
  });
});
