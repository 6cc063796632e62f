import { type NihFindingCode, nihFindingCodes } from '@wetread/terminology';
import type { NihFilm } from '../data/nih-films';
import type { FilmPrediction } from '../reading/film-prediction';
import { derangePatients } from './image-dependence';
import {
  countedFindings,
  draftMacroF1,
  draftMicroF1,
  meanAuroc,
  meanCalibrationError,
  pooledBrier,
  pooledCalibrationError,
  predictionsOf,
} from './predicted-films';

const film = (index: number, labels: NihFindingCode[], patient = `p${index}`): NihFilm => ({
  image: `${index}.jpg`,
  patient,
  labels: new Set(labels),
  boxes: [],
});
const all = (rows: number): number[] => Array<number>(rows).fill(1);

/** Says .9 of what is labelled, .1 of everything else, and calls what it holds for likely. */
function oracle({ labels }: NihFilm): FilmPrediction {
  const chances = nihFindingCodes.map((code) => [code, labels.has(code) ? 0.9 : 0.1]);
  return {
    probabilities: Object.fromEntries(chances) as FilmPrediction['probabilities'],
    boxes: {},
    called: new Set(labels),
  };
}

describe('findings on films', () => {
  const films = Array.from({ length: 30 }, (_, index) =>
    film(index, index < 10 ? ['Mass'] : index < 15 ? ['Edema'] : []),
  );
  const sample = { films, predictions: films.map(oracle) };

  it('counts a label from ten positives on', () => {
    expect(countedFindings(films)).toEqual(['Mass']);
  });

  it('finds nothing wrong with an oracle but its modesty', () => {
    expect(meanAuroc(sample)(all(30))).toBe(1);
    expect([draftMicroF1(sample)(all(30)), draftMacroF1(sample)(all(30))]).toEqual([1, 2 / 14]);
    expect(pooledBrier(sample)(all(30))).toBeCloseTo(0.01, 12);
    // Every statement is .1 away from the truth.
    expect(pooledCalibrationError(sample)(all(30))).toBeCloseTo(0.1, 12);
    expect(meanCalibrationError(sample)(all(30))).toBeCloseTo(0.1, 12);
  });

  it('asks a predictions file for every film', () => {
    const line = { image: '0.jpg', probabilities: sample.predictions[0]!.probabilities };
    const file = { name: 'x', file: 'x.jsonl', byImage: new Map([['0.jpg', line]]) };
    expect(predictionsOf(films.slice(0, 1), file).predictions[0]!.called).toBeNull();
    expect(() => predictionsOf(films, file)).toThrow('29 of 30 measured films');
  });
});

describe('films of other patients', () => {
  it('are never the patient’s own', () => {
    const films = Array.from({ length: 25 }, (_, index) => film(index, [], `p${Math.floor(index / 4)}`));
    const partners = derangePatients(films, 3);
    expect(partners).toEqual(derangePatients(films, 3));
    expect(partners.every((partner, row) => films[partner]!.patient !== films[row]!.patient)).toBe(true);
  });
});
