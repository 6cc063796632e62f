import type { FrameHeader } from '@wetread/contracts';
import type { Frame } from './film-viewer';
import { modalityPixels, rangeOf, storedPixels, withAlpha } from './frame-pixels';

const frame = (header: Partial<FrameHeader>, values: ArrayBufferView): Frame => ({
  key: '1.2.3:1',
  header: {
    rows: 1,
    columns: 2,
    samplesPerPixel: 1,
    bitsAllocated: 16,
    signed: false,
    photometricInterpretation: 'MONOCHROME2',
    rescaleSlope: 1,
    rescaleIntercept: 0,
    windowCenter: 0,
    windowWidth: 1,
    voiLutFunction: 'LINEAR',
    inverted: false,
    pixelSpacing: null,
    ...header,
  },
  bytes: values.buffer as ArrayBuffer,
});

describe('the pixels of a frame', () => {
  it('are read by their stored size and sign', () => {
    expect([...storedPixels(frame({}, new Uint16Array([0, 65535])))]).toEqual([0, 65535]);
    expect([...storedPixels(frame({ signed: true }, new Int16Array([-5, 5])))]).toEqual([-5, 5]);
    expect([...storedPixels(frame({ bitsAllocated: 8 }, new Uint8Array([7, 255])))]).toEqual([7, 255]);
  });

  it('stay 16-bit integers after a CT rescale, so that the canvas renderer can use them', () => {
    const scaled = modalityPixels(frame({ rescaleIntercept: -1024 }, new Uint16Array([0, 4095])));
    expect(scaled).toBeInstanceOf(Int16Array);
    expect([...scaled]).toEqual([-1024, 3071]);
  });

  it('become floats when the rescale is not whole', () => {
    const scaled = modalityPixels(frame({ rescaleSlope: 0.5 }, new Uint16Array([1, 3])));
    expect(scaled).toBeInstanceOf(Float32Array);
    expect([...scaled]).toEqual([0.5, 1.5]);
  });

  it('tell their range, and none for an empty frame', () => {
    expect(rangeOf(new Int16Array([3, -2, 9]))).toEqual([-2, 9]);
    expect(rangeOf(new Int16Array())).toEqual([0, 0]);
  });

  it('get an opaque fourth channel for the canvas', () => {
    expect([...withAlpha(new Uint8Array([1, 2, 3, 4, 5, 6]))]).toEqual([1, 2, 3, 255, 4, 5, 6, 255]);
  });
});
