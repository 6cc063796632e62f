import { PixelDataDamaged } from '@wetread/dicom';
import type { StoredInstance } from '../domain/stored-study';
import { everyFrame } from './read-frame.use-case';

describe('all frames of an object', () => {
  const frames = (numberOfFrames: number, bytes: number) =>
    everyFrame({ numberOfFrames, bytes } as StoredInstance);

  it('are numbered from 1', () => {
    expect(frames(3, 1000)).toEqual([1, 2, 3]);
  });

  it('are not believed when the object is too small to hold them, or nobody could list them', () => {
    expect(() => frames(2_147_483_647, 1500)).toThrow(PixelDataDamaged);
    expect(() => frames(1501, 1500)).toThrow(PixelDataDamaged);
    expect(() => frames(2_147_483_647, 4e9)).toThrow(PixelDataDamaged);
    expect(frames(1500, 1500)).toHaveLength(1500);
  });
});
