import type { NihFindingCode } from '@wetread/terminology';
import type { PublishedBox } from '../data/nih-films';
import { gradeFilm } from './grade-film';
import type { Phrase } from './phrase';

const film = (labels: NihFindingCode[], boxes: PublishedBox[] = []) => ({ labels: new Set(labels), boxes });
const phrase = (wish: Partial<Phrase>): Phrase => ({
  text: 'x',
  category: 'synonym',
  present: [['Effusion']],
  absent: [],
  ...wish,
});
const onRight: PublishedBox = { code: 'Effusion', box: [0.1, 0.5, 0.2, 0.2] };

describe('how well a film answers a phrase', () => {
  it('counts what is labelled, any of the group', () => {
    expect(gradeFilm(phrase({}), film(['Effusion', 'Mass']))).toBe(2);
    expect(gradeFilm(phrase({}), film(['Mass']))).toBe(0);
    expect(gradeFilm(phrase({ present: [['Nodule', 'Mass']] }), film(['Mass']))).toBe(2);
  });

  it('gives half for one of two', () => {
    const both = phrase({ present: [['Effusion'], ['Cardiomegaly']] });
    expect(
      [['Effusion', 'Cardiomegaly'], ['Effusion'], []].map((l) =>
        gradeFilm(both, film(l as NihFindingCode[])),
      ),
    ).toEqual([2, 1, 0]);
  });

  it('takes a denied finding for a contradiction', () => {
    const alone = phrase({ absent: ['Cardiomegaly'] });
    expect(gradeFilm(alone, film(['Effusion']))).toBe(2);
    expect(gradeFilm(alone, film(['Effusion', 'Cardiomegaly']))).toBe(0);
  });

  it('finds the normal film only when nothing is labelled', () => {
    const normal = phrase({ present: [], absent: 'all' });
    expect([gradeFilm(normal, film([])), gradeFilm(normal, film(['Hernia']))]).toEqual([2, 0]);
  });

  it('asks the box for the side, and is not sure where there is none', () => {
    const grade = (side: Phrase['side'], boxes: PublishedBox[]) =>
      gradeFilm(phrase({ side }), film(['Effusion'], boxes));
    expect([grade('right', [onRight]), grade('left', [onRight]), grade('left', [])]).toEqual([2, 0, 1]);
    expect(grade('bilateral', [onRight])).toBe(1);
    expect(grade('bilateral', [onRight, { code: 'Effusion', box: [0.7, 0.5, 0.2, 0.2] }])).toBe(2);
  });

  it('asks the box for the extent', () => {
    const grade = (size: Phrase['size'], side: number) =>
      gradeFilm(phrase({ size }), film(['Effusion'], [{ code: 'Effusion', box: [0, 0, side, side] }]));
    expect([grade('large', 0.5), grade('large', 0.3), grade('large', 0.1)]).toEqual([2, 1, 0]);
    expect([grade('small', 0.5), grade('small', 0.3), grade('small', 0.1)]).toEqual([0, 1, 2]);
  });
});
