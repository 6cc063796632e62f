import { objectOf, tinyImage } from '../testing/spec-objects';
import type { NaturalDataset } from '../write/natural-dataset';
import { applyPalette, readPalette } from './palette';
import { expandSegments } from './segmented-palette';

const channels = (descriptor: number[], data: NaturalDataset[string], segmented = false): NaturalDataset =>
  Object.fromEntries(
    ['Red', 'Green', 'Blue'].flatMap((name) => [
      [`${name}PaletteColorLookupTableDescriptor`, descriptor],
      [`${segmented ? 'Segmented' : ''}${name}PaletteColorLookupTableData`, data],
    ]),
  );
const reds = (indices: number[], palette: NaturalDataset, signed = false): number[] => {
  const object = objectOf(tinyImage({ ...palette, PixelRepresentation: signed ? 1 : 0 }));
  const rgb = applyPalette(Int16Array.from(indices), readPalette(object, signed));
  return [...rgb].filter((_, index) => index % 3 === 0);
};

describe('palettes', () => {
  it('scales 16-bit entries and takes the ends of the table for values outside it', () => {
    const palette = channels([3, 10, 16], Uint16Array.from([0x0100, 0x8000, 0xff00]));
    expect(reds([0, 10, 11, 12, 4000], palette)).toEqual([1, 1, 128, 255, 255]);
  });

  it('unpacks 8-bit entries, two a word', () => {
    expect(reds([0, 1, 2, 3], channels([4, 0, 8], Uint8Array.from([7, 8, 9, 10])))).toEqual([7, 8, 9, 10]);
  });

  it('reads 8-bit entries that spend a word each, and 16-bit ones that hold 8 bits', () => {
    expect(reds([0, 1], channels([2, 0, 8], Uint16Array.from([7, 200])))).toEqual([7, 200]);
    expect(reds([0, 1], channels([2, 0, 16], Uint16Array.from([7, 200])))).toEqual([7, 200]);
  });

  it('reads the first mapped value as signed with signed pixels', () => {
    expect(reds([-2, -1], channels([2, -2, 16], Uint16Array.from([0x1000, 0x2000])), true)).toEqual([16, 32]);
  });

  it('reads 0 entries as 65536, and calls a shorter table damaged', () => {
    const palette = channels([0, 0, 16], Uint16Array.from([1, 2]));
    expect(() => reds([0], palette)).toThrow(expect.objectContaining({ code: 'dicom.pixel-data-damaged' }));
  });

  it('expands segments', () => {
    const palette = channels([6, 0, 16], Uint16Array.from([0, 2, 0, 0x4000, 1, 4, 0x8000]), true);
    expect(reds([0, 1, 2, 3, 4, 5], palette)).toEqual([0, 0x40, 0x50, 0x60, 0x70, 0x80]);
  });
});

describe('segments (PS3.3 C.7.9.2)', () => {
  it('repeats earlier segments', () => {
    expect(expandSegments([0, 2, 5, 6, 2, 1, 0, 0], 4)).toEqual([5, 6, 5, 6]);
  });

  it.each([[[1, 4, 9]], [[0, 9, 1]], [[7, 1, 1]], [[0]], [[0, 1, 5, 2, 0xffff, 0, 0]]])(
    'calls %j damaged',
    (words) => {
      expect(() => expandSegments(words, 100)).toThrow(
        expect.objectContaining({ code: 'dicom.pixel-data-damaged' }),
      );
    },
  );
});
