import type { Reading } from '@wetread/inference';
import type { NihFindingCode } from '@wetread/terminology';
import { aDraft, aReading } from '@wetread/testing';
import type { NihFilm } from '../data/nih-films';
import { resampleGroups } from '../measures/bootstrap';
import type { DraftedFilm } from '../reading/film-reader';
import { measureFaithfulness } from './faithfulness';
import { measureLanguage } from './language';
import { findingsDecided, findingsRead } from './read-back';
import { CHANCE, truthRows } from './truth';

const film = (patient: string, ...labels: NihFindingCode[]): NihFilm => ({
  image: `${patient}.jpg`,
  patient,
  labels: new Set(labels),
  boxes: [],
});
const resamples = (rows: number) =>
  resampleGroups(
    Array.from({ length: rows }, (_, row) => String(row)),
    20,
    1,
  );

/** The drafted film of the factories (a left effusion), its effusion told in other words. */
function drafted(words?: string): DraftedFilm {
  const draft = aDraft();
  const told = <Sentence extends { text: string }>(sentences: readonly Sentence[]): Sentence[] =>
    sentences.map((one) => (words && one.text.includes('effusion') ? { ...one, text: words } : one));
  const reading: Reading = aReading();
  return {
    reading: { ...reading, sentences: told(reading.sentences) },
    draft: { ...draft, sentences: told(draft.sentences) },
  };
}

describe('drafts read back', () => {
  it('name what is present or possible, not what is denied', () => {
    expect([...findingsRead(drafted().draft)]).toEqual(['Effusion']);
    expect([...findingsRead(drafted('Possible left effusion.').draft)]).toEqual(['Effusion']);
    expect([...findingsRead(drafted('No effusion.').draft)]).toEqual([]);
    expect([...findingsDecided(drafted().draft)]).toEqual(['Effusion']);
  });

  it('are faithful when they say what was decided, with its side and size', () => {
    const { microF1, textOnly, headOnly, sides, sizes, flagged } = measureFaithfulness(
      [drafted()],
      resamples(1),
    );
    expect([microF1.value, textOnly, headOnly]).toEqual([1, 0, 0]);
    expect([sides.share, sizes.share, flagged.share]).toEqual([1, 1, 0]);
  });

  it('lose by a finding that is exchanged, and by a wrong side', () => {
    const exchanged = measureFaithfulness([drafted('There is a left lung mass.')], resamples(1));
    expect([exchanged.microF1.value, exchanged.textOnly, exchanged.headOnly]).toEqual([0, 1, 1]);
    expect(exchanged.flagged.share).toBe(1);
    const turned = measureFaithfulness([drafted('Large right effusion.')], resamples(1));
    expect([turned.microF1.value, turned.sides.share, turned.sizes.share]).toEqual([1, 0, 0]);
  });
});

describe('the truth of drafts', () => {
  const films = [film('a', 'Mass'), film('b', 'Edema'), film('c'), film('d')];
  const right = { name: 'drafts', findings: films.map(({ labels }) => labels) };
  const silent = { name: 'constant', findings: films.map(() => new Set<NihFindingCode>()) };

  it('is whole for who knows the labels, none for a constant normal report', () => {
    const [drafts, constant, chance] = truthRows(films, right, [silent], resamples(4));
    expect([drafts!.microF1.value, drafts!.microDifference]).toEqual([1, null]);
    expect([constant!.microF1.value, constant!.macroF1.value, constant!.microDifference!.value]).toEqual([
      0, 0, 1,
    ]);
    expect(chance!.name).toBe(CHANCE);
    // Two findings of a quarter of the films each: a call is right once in four.
    expect(chance!.microF1.value).toBeCloseTo(0.25, 12);
    expect(chance!.macroF1.value).toBeCloseTo(0.5 / 14, 12);
  });
});

describe('the language of drafts', () => {
  it('counts different sentences, equal reports and different words', () => {
    const told = measureLanguage('x', [
      'Lungs are clear. No effusion.',
      'Lungs are clear. No effusion.',
      'Large heart.',
    ]);
    expect([told.sentences, told.distinctSentences]).toEqual([5, 3]);
    expect([told.repeated.count, told.repeated.of]).toEqual([2, 3]);
    expect(told.wordsPerReport).toBe(4);
    expect(told.distinctNgrams[0]).toBeCloseTo(7 / 12, 12);
  });
});
