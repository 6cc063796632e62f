import { drawnInstead, filmFacts, marksOf } from './film-facts';
import { refuseByHeader, refuseByPicture } from './scope-rules';

const chestFilm = { modality: 'DX', bodyPart: 'CHEST', viewPosition: 'PA', rows: 2000, columns: 1800 };
const reasonFor = (facts: Parameters<typeof filmFacts>[0], profile: 'demo' | 'production' = 'production') =>
  refuseByHeader(filmFacts(facts), profile);

describe('the scope of a film by its header', () => {
  it.each([
    ['a PA chest film', chestFilm],
    ['a film whose header says nothing', {}],
    ['empty and meaningless values', { modality: '', bodyPart: ' unknown ', viewPosition: '' }],
    ['chest in other words', { ...chestFilm, bodyPart: 'Torax' }],
    ['a digitised film', { ...chestFilm, modality: 'RG' }],
  ])('has nothing against %s', (_, facts) => expect(reasonFor(facts)).toBeNull());

  it.each([
    ['scope.modality-mr', { ...chestFilm, modality: 'MR' }],
    ['scope.modality-ct', { modality: 'ct' }],
    ['scope.modality-other', { modality: 'ZZ' }],
    ['scope.no-pixels', { modality: 'SR', hasPixels: false }],
    ['scope.body-part', { ...chestFilm, bodyPart: 'HAND' }],
    ['scope.multi-frame', { ...chestFilm, frames: 12 }],
    ['scope.lateral-view', { ...chestFilm, viewPosition: 'LL' }],
    ['scope.lateral-view', { ...chestFilm, viewPosition: 'lateral' }],
    ['scope.too-small', { ...chestFilm, rows: 64 }],
    ['scope.phantom-outside-demo', { ...chestFilm, phantom: true }],
    ['scope.synthetic-outside-demo', { ...chestFilm, generated: true }],
  ])('refuses by the code %s', (code, facts) => expect(reasonFor(facts)?.code).toBe(code));

  it('says so that a person understands it', () => {
    expect(reasonFor({ modality: 'MR' })?.reason).toBe(
      'This is an MR series; Wetread drafts reports for frontal chest radiographs only.',
    );
  });

  it('names a modality that it has no word for', () => {
    expect(reasonFor({ modality: 'ZZ' })?.reason).toMatch(/^This is an object of modality ZZ; /);
    expect(reasonFor({ modality: 'SR', hasPixels: false })?.reason).toMatch(
      /^This is a structured report without a picture; /,
    );
  });

  it('never repeats free text of the header, which may name a patient', () => {
    const { code, reason } = reasonFor({ ...chestFilm, bodyPart: 'Hand of Mr. Doe' })!;
    expect(`${code} ${reason}`).not.toMatch(/doe/i);
    expect(reasonFor({ modality: 'x/../Doe' })!.code).toBe('scope.modality-other');
    expect(reasonFor({ modality: 'x/../Doe' })!.reason).not.toMatch(/doe/i);
  });

  it('reads phantoms in the demo', () => {
    expect(reasonFor({ ...chestFilm, phantom: true }, 'demo')).toBeNull();
  });

  it('reads films made from text in the demo', () => {
    expect(reasonFor({ ...chestFilm, generated: true }, 'demo')).toBeNull();
  });
});

describe('films without a patient', () => {
  const real = {
    manufacturerModelName: 'Definium 8000',
    seriesDescription: 'Thorax PA',
    imageType: ['ORIGINAL'],
    qualityControlImage: null,
    syntheticData: null,
  };
  it.each([
    ['the model name', { ...real, manufacturerModelName: 'Wetread Phantom' }],
    ['the series', { ...real, seriesDescription: 'Phantom effusion' }],
    ['a picture of quality control', { ...real, qualityControlImage: 'YES' }],
  ])('are known as phantoms by %s', (_, marks) =>
    expect(drawnInstead(marks)).toEqual({ phantom: true, generated: false }),
  );

  it.each([
    ['synthetic data', { ...real, syntheticData: 'YES' }],
    ['the image type', { ...real, imageType: ['DERIVED', 'PRIMARY', 'SYNTHETIC'] }],
    ['the series', { ...real, seriesDescription: 'SYNTHETIC chest PA' }],
    ['all of it', { ...real, syntheticData: 'YES', qualityControlImage: 'YES' }],
  ])('are known as made from text by %s', (_, marks) =>
    expect(drawnInstead(marks)).toEqual({ phantom: false, generated: true }),
  );

  it('are not suspected elsewhere', () => {
    const taken = { phantom: false, generated: false };
    expect(drawnInstead(real)).toEqual(taken);
    expect(
      drawnInstead({ ...real, manufacturerModelName: null, seriesDescription: null, imageType: [] }),
    ).toEqual(taken);
  });

  it('give their mark to all that is made of them', () => {
    expect(marksOf(filmFacts({ generated: true }))).toEqual(['SYNTHETIC']);
    expect(marksOf(filmFacts({ phantom: true }))).toEqual(['PHANTOM']);
    expect(marksOf(filmFacts())).toEqual([]);
  });
});

const picture = (side: number, level: (index: number) => number) => ({
  width: side,
  height: side,
  data: Uint8Array.from({ length: side * side }, (_, index) => level(index)),
});

describe('the scope of a film by its picture', () => {
  it('refuses a blank picture, also one with a few stray pixels', () => {
    expect(refuseByPicture(picture(200, () => 90))?.code).toBe('scope.blank');
    expect(refuseByPicture(picture(200, (index) => (index % 400 === 0 ? 255 : 0)))?.code).toBe('scope.blank');
  });

  it('refuses a picture too small to read', () => {
    expect(refuseByPicture(picture(100, (index) => index % 256))?.code).toBe('scope.too-small');
  });

  it('accepts a picture with contrast', () => {
    expect(refuseByPicture(picture(200, (index) => index % 256))).toBeNull();
  });
});
