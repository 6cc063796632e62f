import type { FilmInspection } from '@wetread/inference';
import type { NihFilm } from '../data/nih-films';
import { boxedFindings, sidedFindings } from './boxed-findings';
import { meanMet } from './measure-evidence';
import { measureSides } from './side-agreement';
import { boxOfPicture } from './square-box';

const film = (boxes: NihFilm['boxes']): NihFilm => ({
  image: 'a.jpg',
  patient: 'p',
  labels: new Set(boxes.map(({ code }) => code)),
  boxes,
});
const films = [
  film([
    { code: 'Effusion', box: [0, 0, 0.5, 0.5] },
    { code: 'Effusion', box: [0.5, 0.5, 0.5, 0.5] },
    { code: 'Mass', box: [0, 0, 0.1, 0.1] },
  ]),
];

describe('evidence', () => {
  it('is met by box, and each finding weighs the same', () => {
    const boxed = boxedFindings(films);
    // Drawn where the first effusion is: one of two effusions is met, and the mass is too small for it (IoU .04).
    const met = meanMet(boxed, () => [0, 0, 0.5, 0.5], 0.1);
    expect(met([1, 1, 1])).toBeCloseTo((0.5 + 0) / 2, 12);
    expect(meanMet(boxed, () => undefined, 0.1)([1, 1, 1])).toBe(0);
  });

  it('is resampled by the boxes of a patient', () => {
    const met = meanMet(boxedFindings(films), () => [0, 0, 0.5, 0.5], 0.1);
    expect(met([3, 1, 0])).toBeCloseTo(0.75, 12);
  });

  it('moves a box of the square to a picture that is not square', () => {
    // 100 x 50 lies in the middle half of the square's height.
    expect(boxOfPicture([0.2, 0.25, 0.4, 0.5], { width: 100, height: 50 })).toEqual([
      0.2, 0, 0.4000000000000001, 1,
    ]);
    expect(boxOfPicture([0.1, 0.2, 0.3, 0.4], { width: 64, height: 64 })[0]).toBeCloseTo(0.1, 12);
  });

  it('asks the side only of what a draft would name', () => {
    const decision = (code: string, present: boolean, side: string) => ({
      code,
      present,
      location: { side },
    });
    const inspection = {
      findings: [decision('Effusion', true, 'right'), decision('Mass', false, 'none')],
    } as unknown as FilmInspection;
    expect(sidedFindings(films, [inspection]).map(({ code, told }) => [code, told])).toEqual([
      ['Effusion', 'right'],
    ]);
  });

  it('tells the opposite side from half a truth', () => {
    const base = { patient: 'p', code: 'Mass' } as const;
    const sides = measureSides([
      { ...base, boxes: [[0.1, 0, 0.1, 0.1]], told: 'right' },
      { ...base, boxes: [[0.1, 0, 0.1, 0.1]], told: 'left' },
      { ...base, boxes: [[0.1, 0, 0.1, 0.1]], told: 'bilateral' },
    ]);
    expect([sides.agreeing.count, sides.opposite.count, sides.partly.count]).toEqual([1, 1, 1]);
  });
});
