import { findingVocabulary, type FindingCode } from '@wetread/terminology';
import type { DecidedFinding, ReportSentence } from './report-content';
import { verifySentences } from './verify-sentences';

/** Films of our own invention: what was found, where, and how a draft says it. */
interface Film {
  readonly findings: readonly DecidedFinding[];
  readonly sentences: readonly ReportSentence[];
}
type OneSide = 'left' | 'right';

const sided: readonly (readonly [FindingCode, (side: OneSide) => string])[] = [
  ['Effusion', (side) => `There is a moderate ${side} pleural effusion.`],
  ['Pneumothorax', (side) => `Small ${side} apical pneumothorax.`],
  ['Consolidation', (side) => `Focal consolidation occupies the ${side} lower lobe.`],
  ['Atelectasis', (side) => `Linear atelectasis is seen at the ${side} base.`],
  ['Nodule', (side) => `A nodule projects over the ${side} upper zone.`],
  ['Mass', (side) => `A mass is present in the ${side} mid zone.`],
  ['Infiltration', (side) => `Patchy infiltrate in the ${side} lung.`],
  ['Pneumonia', (side) => `Findings are in keeping with ${side} basal pneumonia.`],
  ['Fibrosis', (side) => `Fibrotic scarring of the ${side} upper lobe.`],
  ['Pleural_Thickening', (side) => `Pleural thickening along the ${side} chest wall.`],
];
const absences: readonly (readonly [FindingCode, string])[] = [
  ['Cardiomegaly', 'The heart is not enlarged.'],
  ['Edema', 'No pulmonary edema.'],
  ['Hernia', 'No hiatal hernia is seen.'],
];
const swapped = (text: string): string =>
  text.replace(/left|right/, (side) => (side === 'left' ? 'right' : 'left'));

const decision = (code: FindingCode, present: boolean, side: OneSide | 'none'): DecidedFinding => ({
  code,
  label: findingVocabulary[code].label,
  probability: present ? 0.8 : 0.1,
  threshold: 0.5,
  present,
  location: { side, zone: 'none' },
});

function sentence(
  id: string,
  finding: FindingCode,
  present: boolean,
  side: OneSide | 'none',
  text: string,
): ReportSentence {
  return {
    id,
    section: 'findings',
    text,
    author: 'model',
    finding,
    polarity: present ? 'present' : 'absent',
    location: { side, zone: 'none' },
    probability: present ? 0.8 : 0.1,
    evidence: null,
    critical: false,
    flags: [],
  };
}

/** Every pair of findings on either side, beside the same normal sentences. */
function* films(): Generator<Film> {
  for (const [at, [first, sayFirst]] of sided.entries())
    for (const [second, saySecond] of sided.slice(at + 1))
      for (const [one, other] of [
        ['left', 'right'],
        ['right', 'left'],
      ] as const) {
        const absent = sided.filter(([code]) => code !== first && code !== second).map(([code]) => code);
        yield {
          findings: [
            decision(first, true, one),
            decision(second, true, other),
            ...[...absent, ...absences.map(([code]) => code)].map((code) => decision(code, false, 'none')),
          ],
          sentences: [
            sentence('1', first, true, one, sayFirst(one)),
            sentence('2', second, true, other, saySecond(other)),
            ...absences.map(([code, text], number) => sentence(`${number + 3}`, code, false, 'none', text)),
          ],
        };
      }
}

const replaceFirst = ({ sentences }: Film, text: string): ReportSentence[] =>
  sentences.map((one, at) => (at === 0 ? { ...one, text } : one));

/** The errors that models make, planted into the first sentence of a faithful draft. */
const errors: Record<string, (film: Film) => readonly ReportSentence[]> = {
  'a finding denied': (film) => {
    const code = film.sentences[0]?.finding as FindingCode;
    return replaceFirst(film, `There is no ${findingVocabulary[code].label.toLowerCase()}.`);
  },
  'the wrong side': (film) => replaceFirst(film, swapped(film.sentences[0]?.text ?? '')),
  'a comparison without a prior': (film) =>
    replaceFirst(
      film,
      `${(film.sentences[0]?.text ?? '').replace(/\.$/, '')}, unchanged from the prior film.`,
    ),
  'another finding': (film) => {
    const named = new Set(film.findings.filter(({ present }) => present).map(({ code }) => code));
    const stranger = sided.find(([code]) => !named.has(code));
    return replaceFirst(film, stranger?.[1]('left') ?? '');
  },
  'a finding left out': (film) => film.sentences.slice(1),
  'a finding added': (film) => [
    ...film.sentences,
    sentence('x', 'Emphysema', true, 'none', 'Emphysematous change of both upper lobes.'),
  ],
};

const all = [...films()];
const isFlagged = (sentences: readonly ReportSentence[], { findings }: Film): boolean =>
  verifySentences(sentences, { findings, hasPrior: false }).some(({ flags }) => flags.length > 0);

describe('planted errors', () => {
  it.each(Object.entries(errors))('finds %s in at least 95 of 100 drafts', (_, plant) => {
    const found = all.filter((film) => isFlagged(plant(film), film)).length;
    expect(found / all.length).toBeGreaterThanOrEqual(0.95);
  });

  it('raises no alarm at more than 5 of 100 faithful drafts', () => {
    expect(all.length).toBeGreaterThanOrEqual(90);
    expect(all.filter((film) => isFlagged(film.sentences, film)).length / all.length).toBeLessThanOrEqual(
      0.05,
    );
  });
});
