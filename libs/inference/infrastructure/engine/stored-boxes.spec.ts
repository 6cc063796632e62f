import type { FractionBox } from '../../domain/grey-image';
import { inStoredPixels } from './stored-boxes';

const box: FractionBox = [0.5, 0.6, 0.4, 0.3];
const seen = [{ code: 'Effusion', evidence: { box } }];

describe('boxes of a film that was turned before it was read', () => {
  it.each([
    ['stored upright', ['L', 'F'], [0.5, 0.6, 0.4, 0.3]],
    ['without orientation', [], [0.5, 0.6, 0.4, 0.3]],
    ['stored mirrored', ['R', 'F'], [0.1, 0.6, 0.4, 0.3]],
    ['stored upside down', ['L', 'H'], [0.5, 0.1, 0.4, 0.3]],
    ['stored on its side', ['F', 'L'], [0.6, 0.5, 0.3, 0.4]],
  ])('point into the stored pixels: %s', (_, orientation, box) => {
    const [found] = inStoredPixels(seen, orientation);
    expect(found!.code).toBe('Effusion');
    for (const [at, value] of found!.evidence.box.entries()) expect(value).toBeCloseTo(box[at]!, 10);
  });
});
