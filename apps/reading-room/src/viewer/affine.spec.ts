import { affineFromCorners, apply, applyInverse, boxHolds } from './affine';

describe('the map from image to canvas', () => {
  const zoomedAndMoved = affineFromCorners([100, 50], [102, 50], [100, 53]);

  it('sends image points to canvas points and back', () => {
    expect(apply(zoomedAndMoved, [10, 10])).toEqual([120, 80]);
    expect(applyInverse(zoomedAndMoved, [120, 80])).toEqual([10, 10]);
  });

  it('has no way back when it is flat', () => {
    expect(applyInverse(affineFromCorners([0, 0], [0, 0], [0, 0]), [1, 1])).toBeNull();
  });

  it('knows which points a box holds', () => {
    expect(boxHolds([0.1, 0.2, 0.3, 0.4], [0.4, 0.6])).toBe(true);
    expect(boxHolds([0.1, 0.2, 0.3, 0.4], [0.41, 0.6])).toBe(false);
  });
});
