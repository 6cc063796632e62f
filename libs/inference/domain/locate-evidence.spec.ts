import { fitLetterbox } from './letterbox';
import { locateEvidence, sizeOf, zoneOf } from './locate-evidence';

const square = fitLetterbox(500, 500, 100);
const plain = { level: 0.5, grow: 1 };

/** A map of 8 x 8 cells; ten levels of heat, `.` is cold. */
function heat(...rows: string[]) {
  const values = rows.flatMap((row) => [...row].map((cell) => (cell === '.' ? 0 : Number(cell) / 9)));
  return { width: 8, height: rows.length, values: Float32Array.from(values) };
}

describe('evidence from a heat map', () => {
  it("calls the image's left the patient's right", () => {
    const map = heat(
      '........',
      '.99.....',
      '.99.....',
      '........',
      '........',
      '........',
      '........',
      '........',
    );
    expect(locateEvidence(map, plain, square)).toEqual({
      box: [0.125, 0.125, 0.25, 0.25],
      side: 'right',
      zone: 'upper',
      size: 'moderate',
    });
  });

  it('keeps the region with the peak and drops weaker ones below the level', () => {
    const map = heat(
      '........',
      '........',
      '........',
      '........',
      '.44.....',
      '.44...9.',
      '......8.',
      '........',
    );
    expect(locateEvidence(map, plain, square)).toMatchObject({
      side: 'left',
      zone: 'lower',
      box: [0.75, 0.625, 0.125, 0.25],
    });
  });

  it('says bilateral when both sides have a strong region, and boxes both', () => {
    const map = heat(
      '........',
      '........',
      '........',
      '........',
      '........',
      '.98..78.',
      '.88..77.',
      '........',
    );
    expect(locateEvidence(map, plain, square)).toMatchObject({
      side: 'bilateral',
      zone: 'lower',
      box: [0.125, 0.625, 0.75, 0.25],
    });
  });

  it('does not say bilateral for a speck on the other side', () => {
    const map = heat(
      '........',
      '........',
      '........',
      '........',
      '.998....',
      '.998....',
      '.988..6.',
      '........',
    );
    expect(locateEvidence(map, plain, square)?.side).toBe('right');
  });

  it('says bilateral for one region that lies evenly across the midline', () => {
    const map = heat(
      '........',
      '........',
      '........',
      '..9999..',
      '..9999..',
      '........',
      '........',
      '........',
    );
    expect(locateEvidence(map, plain, square)?.side).toBe('bilateral');
    const leaning = heat(
      '........',
      '........',
      '........',
      '...99999',
      '....9999',
      '........',
      '........',
      '........',
    );
    expect(locateEvidence(leaning, plain, square)?.side).toBe('left');
  });

  it('joins cells that touch at a corner', () => {
    const map = heat(
      '........',
      '.9......',
      '..9.....',
      '........',
      '........',
      '........',
      '........',
      '........',
    );
    expect(locateEvidence(map, plain, square)?.box).toEqual([0.125, 0.125, 0.25, 0.25]);
  });

  it('gives boxes in fractions of the film, not of the padded square, and ignores heat in the padding', () => {
    const tall = fitLetterbox(100, 200, 200);
    const map = heat(
      '........',
      '..9.....',
      '..9.....',
      '........',
      '........',
      '........',
      '........',
      '.9......',
    );
    expect(locateEvidence(map, plain, tall)?.box).toEqual([0, 0.125, 0.25, 0.25]);
    const padding = heat(
      '9.......',
      '........',
      '........',
      '........',
      '........',
      '........',
      '........',
      '........',
    );
    expect(locateEvidence(padding, plain, tall)).toBeNull();
  });

  it('grows the box about its centre and cuts it at the edge of the picture', () => {
    const corner = heat('99......', '99......', ...Array.from({ length: 6 }, () => '........'));
    expect(locateEvidence(corner, { level: 0.5, grow: 2 }, square)?.box).toEqual([0, 0, 0.375, 0.375]);
  });

  it('finds nothing on a cold map, nor on one that is not a number', () => {
    expect(locateEvidence(heat('........'), plain, square)).toBeNull();
    expect(
      locateEvidence({ width: 1, height: 1, values: Float32Array.of(Number.NaN) }, plain, square),
    ).toBeNull();
  });

  it('names the third of the lung field and the extent', () => {
    expect([0.2, 0.45, 0.7].map((y) => zoneOf([0.1, y - 0.05, 0.1, 0.1]))).toEqual([
      'upper',
      'middle',
      'lower',
    ]);
    expect([0.1, 0.3, 0.6].map((side) => sizeOf([0, 0, side, side]))).toEqual(['small', 'moderate', 'large']);
  });
});
