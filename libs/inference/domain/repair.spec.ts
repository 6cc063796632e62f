import { array, assert, constantFrom, integer, property, tuple, uint8Array } from 'fast-check';
import type { FractionBox, GreyImage } from './grey-image';
import { type Repair, repairs, toUnrepairedBox, undo } from './repair';

const picture = tuple(integer({ min: 1, max: 7 }), integer({ min: 1, max: 7 })).chain(([width, height]) =>
  uint8Array({ minLength: width * height, maxLength: width * height }).map((data) => ({
    width,
    height,
    data,
  })),
);
const plain = ({ width, height, data }: GreyImage) => ({ width, height, data: [...data] });
const opposite: Record<Repair, Repair> = {
  inverted: 'inverted',
  'rotated-90': 'rotated-270',
  'rotated-180': 'rotated-180',
  'rotated-270': 'rotated-90',
};
const image = (...rows: number[][]): GreyImage => ({
  width: rows[0]!.length,
  height: rows.length,
  data: Uint8Array.from(rows.flat()),
});

describe('undoing a fault of a picture', () => {
  const stored = image([1, 2, 3], [4, 5, 6]);

  it('makes a negative positive', () => {
    expect(plain(undo(stored, 'inverted'))).toEqual(plain(image([254, 253, 252], [251, 250, 249])));
  });

  it('turns a picture that was turned clockwise back counter-clockwise', () => {
    expect(plain(undo(stored, 'rotated-90'))).toEqual(plain(image([3, 6], [2, 5], [1, 4])));
    expect(plain(undo(stored, 'rotated-270'))).toEqual(plain(image([4, 1], [5, 2], [6, 3])));
    expect(plain(undo(stored, 'rotated-180'))).toEqual(plain(image([6, 5, 4], [3, 2, 1])));
  });

  it('loses nothing: the opposite fault gives the picture back', () => {
    assert(
      property(picture, constantFrom(...repairs), (before, fault) => {
        expect(plain(undo(undo(before, fault), opposite[fault]))).toEqual(plain(before));
      }),
    );
  });
});

describe('a box of a repaired picture', () => {
  /** What the box holds of a picture, row by row; its sides lie between pixels. */
  function cut({ width, height, data }: GreyImage, [x, y, w, h]: FractionBox): number[] {
    const [left, top, columns, rows] = [x * width, y * height, w * width, h * height].map(
      Math.round,
    ) as FractionBox;
    return Array.from({ length: rows * columns }, (_, i) => {
      const [row, column] = [top + Math.floor(i / columns), left + (i % columns)];
      return data[row * width + column]!;
    });
  }

  it('holds the same pixels in the stored picture, whatever was undone and in which order', () => {
    expect(toUnrepairedBox([0.9, 0.1, 0.1, 0.9], ['rotated-180'])).toEqual([0, 0, 0.1, 0.9]);
    const place = tuple(...Array.from({ length: 4 }, () => integer({ min: 0, max: 6 })));
    assert(
      property(
        picture,
        array(constantFrom(...repairs), { maxLength: 3 }),
        place,
        (stored, undone, [a, b, c, d]) => {
          const repaired = undone.reduce(undo, stored);
          const { width, height } = repaired;
          const [left, top] = [a! % width, b! % height];
          const [columns, rows] = [1 + (c! % (width - left)), 1 + (d! % (height - top))];
          const box: FractionBox = [left / width, top / height, columns / width, rows / height];
          const seen = cut(repaired, box);
          const inverted = undone.filter((fault) => fault === 'inverted').length % 2 === 1;
          const found = cut(stored, toUnrepairedBox(box, undone)).map((level) =>
            inverted ? 255 - level : level,
          );
          expect(found.toSorted((one, two) => one - two)).toEqual(seen.toSorted((one, two) => one - two));
        },
      ),
    );
  });
});
