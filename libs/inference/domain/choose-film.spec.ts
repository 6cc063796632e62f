import { chooseFilms } from './choose-film';
import { type FilmFacts, filmFacts } from './film-facts';

const film = (name: string, facts: Partial<FilmFacts>) => ({
  name,
  facts: filmFacts({ modality: 'DX', bodyPart: 'CHEST', rows: 2000, columns: 2000, ...facts }),
});
const chosen = (...films: ReturnType<typeof film>[]) => chooseFilms(films, 'production');

describe('choosing the film of a study', () => {
  it('prefers PA to AP to an unnamed view, and leaves laterals out', () => {
    const { films } = chosen(
      film('unnamed', {}),
      film('lateral', { viewPosition: 'LL' }),
      film('ap', { viewPosition: 'AP' }),
      film('pa', { viewPosition: 'PA' }),
    );
    expect(films.map(({ name }) => name)).toEqual(['pa', 'ap', 'unnamed']);
  });

  it('prefers the picture for presentation to the raw one, then the larger', () => {
    const { films } = chosen(
      film('raw', { presentationIntent: 'FOR PROCESSING', rows: 4000 }),
      film('small', { presentationIntent: 'FOR PRESENTATION', rows: 500 }),
      film('large', { presentationIntent: 'FOR PRESENTATION' }),
      film('unsaid', {}),
    );
    expect(films.map(({ name }) => name)).toEqual(['large', 'small', 'unsaid', 'raw']);
  });

  it('refuses a study without a frontal film for the reason of what came nearest', () => {
    const { films, refusal } = chosen(
      film('report', { modality: 'SR', hasPixels: false }),
      film('mr', { modality: 'MR' }),
      film('lateral', { viewPosition: 'LL' }),
    );
    expect(films).toEqual([]);
    expect(refusal?.code).toBe('scope.lateral-view');
  });

  it('tells the commonest of equal reasons', () => {
    const { refusal } = chosen(
      film('us', { modality: 'US' }),
      film('mr1', { modality: 'MR' }),
      film('mr2', { modality: 'MR' }),
    );
    expect(refusal?.code).toBe('scope.modality-mr');
  });

  it('refuses a study that holds no object', () => {
    expect(chosen().refusal?.code).toBe('scope.no-pixels');
  });
});
