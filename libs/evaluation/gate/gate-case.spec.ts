import type { FilmInspection } from '@wetread/inference';
import { isRight, outcomeOf } from './gate-case';

const inspection = (code: string | null, repairs: string[] = []) =>
  ({ refusal: code && { code, reason: '' }, repairs }) as unknown as FilmInspection;

describe('what the gate should have done', () => {
  it('names what became of a picture', () => {
    expect(outcomeOf(inspection(null))).toBe('read');
    expect(outcomeOf(inspection(null, ['rotated-90', 'inverted']))).toBe(
      'read after inverted and rotated-90',
    );
    expect(outcomeOf(inspection('scope.modality-ct', ['inverted']))).toBe('scope.modality-ct');
  });

  it('is to read films, to refuse others', () => {
    expect([isRight(inspection(null), { kind: 'read' }), isRight(inspection('x'), { kind: 'read' })]).toEqual(
      [true, false],
    );
    expect([
      isRight(inspection(null), { kind: 'refused' }),
      isRight(inspection('x'), { kind: 'refused' }),
    ]).toEqual([false, true]);
  });

  it('is to undo exactly the faults that were made, in any order', () => {
    const expected = { kind: 'repaired', repairs: ['inverted', 'rotated-90'] } as const;
    expect(isRight(inspection(null, ['rotated-90', 'inverted']), expected)).toBe(true);
    expect(isRight(inspection(null, ['inverted']), expected)).toBe(false);
    expect(isRight(inspection('scope.rotated', ['rotated-90', 'inverted']), expected)).toBe(false);
  });
});
