import type { DecidedFinding, ReportSentence } from '@wetread/reporting';
import { findingVocabulary, type NihFindingCode, nihFindingCodes } from '@wetread/terminology';
import { type ErrorKind, errorKindNames } from './error-kind';
import type { FaithfulDraft } from './faithful-draft';
import { measureTexts } from './measure-errors';
import { plantError } from './plant-error';

type OneSide = 'left' | 'right';
type Place = DecidedFinding['location'];

/** Drafts of our own invention: every pair of these findings, on either side. */
const sayings: readonly (readonly [NihFindingCode, (side: OneSide) => string, Place['zone']])[] = [
  ['Effusion', (side) => `There is possibly a moderate ${side} pleural effusion.`, 'none'],
  ['Pneumothorax', (side) => `A small ${side} apical pneumothorax may be present.`, 'upper'],
  ['Consolidation', (side) => `Possible focal consolidation in the ${side} lower lobe.`, 'lower'],
  ['Nodule', (side) => `A possible nodule projects over the ${side} upper zone.`, 'upper'],
  ['Fibrosis', (side) => `Possible fibrotic scarring of the ${side} upper lobe.`, 'upper'],
];
const absences: readonly (readonly [NihFindingCode, string])[] = [
  ['Cardiomegaly', 'The heart is not enlarged.'],
  ['Edema', 'No pulmonary edema.'],
  ['Hernia', 'No hiatal hernia is seen.'],
];

const decided = (code: NihFindingCode, place: Place | null): DecidedFinding => ({
  code,
  label: findingVocabulary[code].label,
  probability: place ? 0.3 : 0.04,
  threshold: 0.2,
  present: place !== null,
  location: place ?? { side: 'none', zone: 'none' },
  band: place ? 'possible' : 'none',
});

const sentence = (
  id: string,
  text: string,
  { code, present, location, probability }: DecidedFinding,
): ReportSentence => ({
  id,
  section: 'findings',
  text,
  author: 'model',
  finding: code,
  polarity: present ? 'present' : 'absent',
  location,
  probability,
  evidence: null,
  critical: false,
  flags: [],
});

function draftOf(
  one: (typeof sayings)[number],
  other: (typeof sayings)[number],
  side: OneSide,
): FaithfulDraft {
  const places = new Map<NihFindingCode, Place>([
    [one[0], { side, zone: one[2] }],
    [other[0], { side: side === 'left' ? 'right' : 'left', zone: other[2] }],
  ]);
  const findings = nihFindingCodes.map((code) => decided(code, places.get(code) ?? null));
  const of = (code: NihFindingCode): DecidedFinding => findings.find((finding) => finding.code === code)!;
  const id = `${one[0]} ${other[0]} ${side}`;
  return {
    id,
    group: id,
    author: 'model',
    sentences: [
      sentence('1', one[1](places.get(one[0])!.side as OneSide), of(one[0])),
      sentence('2', other[1](places.get(other[0])!.side as OneSide), of(other[0])),
      ...absences.map(([code, text], at) => sentence(String(at + 3), text, of(code))),
    ],
    film: { findings, hasPrior: false },
  };
}

const drafts = sayings.flatMap((one) =>
  sayings
    .filter((other) => other !== one)
    .flatMap((other) => (['left', 'right'] as const).map((side) => draftOf(one, other, side))),
);
const [draft] = drafts as [FaithfulDraft];
const textsOf = (sentences: readonly ReportSentence[]): string[] => sentences.map(({ text }) => text);

describe('the planter of errors', () => {
  it('plants one error of every kind, the same for the same seed', () => {
    for (const kind of errorKindNames) {
      const error = plantError(draft, kind, 'open', 1);
      expect([kind, error?.kind]).toEqual([kind, kind]);
      expect(plantError(draft, kind, 'open', 1)).toEqual(error);
    }
  });

  it('leaves every other sentence as it was', () => {
    for (const kind of errorKindNames.filter((name) => name !== 'finding-left-out'))
      for (const half of ['open', 'held-out'] as const) {
        const error = plantError(draft, kind, half, 2)!;
        const before = textsOf(draft.sentences);
        expect(error.sentences.filter(({ text }) => !before.includes(text)).map(({ id }) => id)).toEqual([
          error.at,
        ]);
      }
  });

  it('leaves a finding out with every sentence that stands for it', () => {
    const error = plantError(draft, 'finding-left-out', 'open', 3)!;
    expect(error.sentences.some(({ finding }) => finding === error.leftOut)).toBe(false);
    expect(draft.sentences.some(({ finding }) => finding === error.leftOut)).toBe(true);
  });

  it('plants nothing where there is no place for it', () => {
    const nothingFound: FaithfulDraft = {
      ...draft,
      sentences: draft.sentences.slice(2),
      film: { findings: nihFindingCodes.map((code) => decided(code, null)), hasPrior: false },
    };
    const kinds: ErrorKind[] = [
      'finding-denied',
      'side-swapped',
      'zone-swapped',
      'called-normal',
      'overstated',
    ];
    expect(kinds.map((kind) => plantError(nothingFound, kind, 'open', 1))).toEqual(kinds.map(() => null));
    const compared = { ...draft, film: { ...draft.film, hasPrior: true } };
    expect(plantError(compared, 'false-comparison', 'open', 1)).toBeNull();
  });

  it('does not accuse a person of measuring', () =>
    expect(plantError({ ...draft, author: 'person' }, 'invented-measurement', 'open', 1)).toBeNull());
});

describe('planted errors in drafts of our own', () => {
  const { falseAlarms, halves } = measureTexts('drafts', drafts, { rounds: 1, seed: 20261127 });

  it('raise no alarm untouched', () => {
    expect(drafts.length).toBeGreaterThanOrEqual(40);
    expect(falseAlarms.ofTexts.value).toBeLessThanOrEqual(0.05);
  });

  it.each(halves.open.kinds.map((row) => [row.kind, row] as const))('%s is seen', (_, row) => {
    expect(row.flagged.value).toBeGreaterThanOrEqual(0.95);
    expect(row.named.value).toBeGreaterThanOrEqual(0.85);
  });

  it('are seen in wordings whose misses nobody looked at', () => {
    expect(halves['held-out'].kinds).toHaveLength(errorKindNames.length);
    expect(halves['held-out'].flagged.value).toBeGreaterThanOrEqual(0.9);
  });
});
