import type { Reading } from '../../domain/reading';
import { inStoredPixels } from './stored-boxes';

const reading = {
  findings: [{ code: 'Effusion', evidence: { box: [0.5, 0.6, 0.4, 0.3] } }],
  sentences: [{ text: 'An effusion.', evidence: { box: [0.5, 0.6, 0.4, 0.3] } }],
} as unknown as Reading;
const boxes = (orientation: string[]) => {
  const { findings, sentences } = inStoredPixels(reading, orientation);
  return [findings[0]!.evidence.box, sentences[0]!.evidence.box];
};

describe('boxes of a film that was turned before it was read', () => {
  it.each([
    ['stored upright', ['L', 'F'], [0.5, 0.6, 0.4, 0.3]],
    ['without orientation', [], [0.5, 0.6, 0.4, 0.3]],
    ['stored mirrored', ['R', 'F'], [0.1, 0.6, 0.4, 0.3]],
    ['stored upside down', ['L', 'H'], [0.5, 0.1, 0.4, 0.3]],
    ['stored on its side', ['F', 'L'], [0.6, 0.5, 0.3, 0.4]],
  ])('point into the stored pixels: %s', (_, orientation, box) => {
    for (const found of boxes(orientation)) {
      for (const [at, value] of found.entries()) expect(value).toBeCloseTo(box[at]!, 10);
    }
  });
});
