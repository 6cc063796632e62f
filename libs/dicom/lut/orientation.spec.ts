import * as fc from 'fast-check';
import { displayOrientation, toDisplayOrientation, toStoredBox } from './orientation';

const image = { width: 3, height: 2, data: Uint8Array.from([1, 2, 3, 4, 5, 6]) };
const turned = (...orientation: string[]): number[] => [...toDisplayOrientation(image, orientation).data];

describe('bringing a frontal film into the standard position', () => {
  it.each([
    [
      ['L', 'F'],
      [1, 2, 3, 4, 5, 6],
    ],
    [
      ['R', 'F'],
      [3, 2, 1, 6, 5, 4],
    ],
    [
      ['L', 'H'],
      [4, 5, 6, 1, 2, 3],
    ],
    [
      ['R', 'H'],
      [6, 5, 4, 3, 2, 1],
    ],
    [
      ['F', 'L'],
      [1, 4, 2, 5, 3, 6],
    ],
    [
      ['H', 'L'],
      [3, 6, 2, 5, 1, 4],
    ],
    [
      ['F', 'R'],
      [4, 1, 5, 2, 6, 3],
    ],
    [
      ['LF', 'FR'],
      [1, 2, 3, 4, 5, 6],
    ],
  ])('%j', (orientation, expected) => expect(turned(...orientation)).toEqual(expected));

  it.each([[[]], [['A', 'F']], [['P', 'F']], [['L']], [['', 'F']]])('leaves %j as stored', (orientation) => {
    expect(toDisplayOrientation(image, orientation)).toBe(image);
  });

  it('tells where a box of the displayed film lies in the stored one', () => {
    const directions = fc.constantFrom(
      ['L', 'F'],
      ['R', 'F'],
      ['L', 'H'],
      ['R', 'H'],
      ['F', 'L'],
      ['H', 'L'],
      ['F', 'R'],
      ['H', 'R'],
    );
    fc.assert(
      fc.property(directions, fc.nat(4), fc.nat(6), (orientation, x, y) => {
        const { transpose } = displayOrientation(orientation);
        const stored = { width: 5, height: 7, data: new Uint8Array(35) };
        const at: [number, number] = transpose ? [y, x] : [x, y];
        const [w, h] = transpose ? [7, 5] : [5, 7];
        const [u, v] = toStoredBox([at[0] / w, at[1] / h, 1 / w, 1 / h], orientation);
        stored.data[Math.round(v * 7) * 5 + Math.round(u * 5)] = 255;
        expect(toDisplayOrientation(stored, orientation).data[at[1] * w + at[0]]).toBe(255);
      }),
    );
  });
});
