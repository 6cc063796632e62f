import * as fc from 'fast-check';
import type { DecodedFrame } from '../pixels/decoded-frame';
import { decodeFrame } from '../pixels/decode-frame';
import { objectOf, tinyImage } from '../testing/spec-objects';
import type { NaturalDataset } from '../write/natural-dataset';
import { displayTransform } from './display-transform';
import { renderGrey8, renderRgb8 } from './render';

async function rendered(changes: NaturalDataset): Promise<number[]> {
  const o = objectOf(tinyImage(changes));
  return [...renderGrey8(o, await decodeFrame(o, 1)).data];
}
const window = (center: number, width: number): NaturalDataset => ({
  WindowCenter: [center, 9999],
  WindowWidth: [width, 1],
});
const pixels = (...values: number[]): NaturalDataset => ({ PixelData: Uint16Array.from(values) });
const table = (first: number, bits: number, ...entries: number[]): NaturalDataset[] => [
  { LUTDescriptor: [entries.length, first, bits], LUTData: Uint16Array.from(entries), ModalityLUTType: 'US' },
];

const o = (slope: number, intercept: number, center: number, width: number) =>
  objectOf(
    tinyImage({
      RescaleSlope: slope,
      RescaleIntercept: intercept,
      WindowCenter: center,
      WindowWidth: width,
    }),
  );
const int = (min: number, max: number) => fc.integer({ min, max });
const groups = (slope: number, center: number): NaturalDataset => ({
  PixelValueTransformationSequence: [{ RescaleSlope: slope, RescaleIntercept: 0 }],
  FrameVOILUTSequence: [{ WindowCenter: center, WindowWidth: 4 }],
});

describe('rendering grey', () => {
  it('applies rescale, then the first of several windows', async () => {
    const ct = { RescaleSlope: 2, RescaleIntercept: -1024, ...window(0, 101), ...pixels(0, 487, 512, 537) };
    expect(await rendered(ct)).toEqual([0, 1, 129, 255]);
  });

  it('shows the least value of MONOCHROME1 white, and INVERSE does not invert it back', async () => {
    const film = { ...window(2, 4), ...pixels(0, 1, 2, 3) };
    expect(await rendered(film)).toEqual([0, 85, 170, 255]);
    expect(await rendered({ ...film, PhotometricInterpretation: 'MONOCHROME1' })).toEqual([255, 170, 85, 0]);
    const inverse = { ...film, PhotometricInterpretation: 'MONOCHROME1', PresentationLUTShape: 'INVERSE' };
    expect(await rendered(inverse)).toEqual([255, 170, 85, 0]);
  });

  it('prefers a VOI LUT and takes its ends outside of it', async () => {
    const lut = { VOILUTSequence: table(1, 12, 0, 4095, 819), ...window(0, 1), ...pixels(0, 1, 2, 9) };
    expect(await rendered(lut)).toEqual([0, 0, 255, 51]);
  });

  it('puts a Modality LUT in the place of the rescale', async () => {
    const lut = {
      ModalityLUTSequence: table(0, 16, 10, 20, 30, 40),
      RescaleSlope: 7,
      ...window(25.5, 31),
      ...pixels(0, 1, 2, 3),
    };
    expect(await rendered(lut)).toEqual([0, 85, 170, 255]);
  });

  it('keeps padding black, whatever the inversion, and out of the range', async () => {
    const film = {
      PixelPaddingValue: 60000,
      PhotometricInterpretation: 'MONOCHROME1',
      ...pixels(60000, 100, 150, 200),
    };
    expect(await rendered(film)).toEqual([0, 255, 128, 0]);
    expect(await rendered({ ...film, PixelPaddingValue: 65000, PixelPaddingRangeLimit: 59000 })).toEqual([
      0, 255, 128, 0,
    ]);
  });

  it('spreads a frame without a window over its own range', async () => {
    expect(await rendered(pixels(1000, 1001, 1002, 1003))).toEqual([0, 85, 170, 255]);
    expect(await rendered({ WindowCenter: 0, WindowWidth: 0, ...pixels(5, 5, 5, 8) })).toEqual([
      0, 0, 0, 255,
    ]);
  });

  it('does not fail on a frame of one value or of padding only', async () => {
    expect(new Set(await rendered(pixels(7, 7, 7, 7))).size).toBe(1);
    expect(await rendered({ PixelPaddingValue: 7, ...pixels(7, 7, 7, 7) })).toEqual([0, 0, 0, 0]);
  });

  it('a few hot pixels do not flatten the picture', () => {
    const data = Uint16Array.from({ length: 10_000 }, (_, i) => (i < 3 ? 65535 : 1000 + (i % 100)));
    const frame: DecodedFrame = {
      frameNumber: 1,
      rows: 100,
      columns: 100,
      samplesPerPixel: 1,
      bitsAllocated: 16,
      bitsStored: 16,
      signed: false,
      photometricInterpretation: 'MONOCHROME2',
      data,
    };
    const grey = renderGrey8(objectOf(tinyImage()), frame).data;
    expect([grey[100], grey[199]]).toEqual([0, 255]);
  });

  it('follows the order of modality values for any rescale and window', () => {
    fc.assert(
      fc.property(
        int(1, 8),
        int(-2000, 2000),
        int(-2000, 2000),
        int(1, 4000),
        (slope, intercept, center, width) => {
          const data = Int16Array.from({ length: 64 }, (_, i) => (i - 32) * 100);
          const frame: DecodedFrame = {
            frameNumber: 1,
            rows: 8,
            columns: 8,
            samplesPerPixel: 1,
            bitsAllocated: 16,
            bitsStored: 16,
            signed: true,
            photometricInterpretation: 'MONOCHROME2',
            data,
          };
          const grey = [...renderGrey8(o(slope, intercept, center, width), frame).data];
          expect(grey).toEqual(grey.toSorted((a, b) => a - b));
        },
      ),
      { numRuns: 50 },
    );
  });
});

describe('enhanced objects', () => {
  it('take rescale and window of the frame, else of all frames', async () => {
    const shared = {
      SharedFunctionalGroupsSequence: [
        { ...groups(1, 2), PixelMeasuresSequence: [{ PixelSpacing: [0.5, 0.25] }] },
      ],
    };
    const perFrame = { PerFrameFunctionalGroupsSequence: [groups(3, 6), {}] };
    const o = objectOf(
      tinyImage({ ...shared, ...perFrame, NumberOfFrames: 2, ...pixels(0, 1, 2, 3, 0, 1, 2, 3) }),
    );
    const [first, second] = [
      displayTransform(o, await decodeFrame(o, 1)),
      displayTransform(o, await decodeFrame(o, 2)),
    ];
    expect([first.rescaleSlope, first.windowCenter]).toEqual([3, 6]);
    expect([second.rescaleSlope, second.windowCenter]).toEqual([1, 2]);
    expect(first.pixelSpacing).toEqual([0.5, 0.25]);
  });
});

describe('rendering colour', () => {
  it('brings 16-bit RGB to 8 bits, and grey frames to three equal samples', async () => {
    const rgb = objectOf(
      tinyImage({
        SamplesPerPixel: 3,
        PhotometricInterpretation: 'RGB',
        Rows: 1,
        Columns: 1,
        ...pixels(0, 32896, 65535),
      }),
    );
    expect([...renderRgb8(rgb, await decodeFrame(rgb, 1)).data]).toEqual([0, 128, 255]);
    const grey = objectOf(tinyImage({ ...window(2, 4), ...pixels(0, 1, 2, 3) }));
    expect([...renderRgb8(grey, await decodeFrame(grey, 1)).data].slice(3, 6)).toEqual([85, 85, 85]);
  });

  it('brings colour to grey by its luminance', async () => {
    const o = objectOf(
      tinyImage({
        SamplesPerPixel: 3,
        PhotometricInterpretation: 'RGB',
        BitsAllocated: 8,
        BitsStored: 8,
        HighBit: 7,
        Rows: 1,
        Columns: 2,
        PixelData: Uint8Array.from([255, 0, 0, 255, 255, 255]),
      }),
    );
    expect([...renderGrey8(o, await decodeFrame(o, 1)).data]).toEqual([76, 255]);
  });
});
