import { aDraft } from '@wetread/testing';
import { contentOf } from '../report';
import type { DecidedFinding, ReportSentence } from '../report-content';
import type { FilmFindings } from './read-sentence';
import { verifySentences } from './verify-sentences';

const content = contentOf(aDraft());
const [effusion] = content.sentences as [ReportSentence];
const film: FilmFindings = { findings: content.findings, hasPrior: false };

const decided = (code: string, over: Partial<DecidedFinding> = {}): DecidedFinding => ({
  code,
  label: code,
  probability: 0.9,
  threshold: 0.4,
  present: true,
  location: { side: 'right', zone: 'lower' },
  ...over,
});
const written = (text: string, over: Partial<ReportSentence> = {}): ReportSentence => ({
  ...effusion,
  id: text,
  text,
  finding: null,
  polarity: null,
  location: null,
  probability: null,
  evidence: null,
  ...over,
});
const typed = (text: string): ReportSentence => written(text, { author: 'person' });
const flagsOf = (sentences: readonly ReportSentence[], against: FilmFindings = film): string[] =>
  verifySentences(sentences, against).flatMap(({ flags }) => flags.map(({ code }) => code));
const inDraft = (text: string): ReportSentence[] => [{ ...effusion, text }, ...content.sentences.slice(1)];

describe('what the model cannot know', () => {
  it.each([
    'There is a rib fracture.',
    'No rib fracture.',
    'Left pleural effusion with a widened mediastinum.',
    'Enlarged lymph nodes.',
    'Bronchiectasis.',
  ])('is flagged in its own sentence: "%s"', (text) =>
    expect(flagsOf([...content.sentences, written(text)])).toContain('unsupported'),
  );

  it('is a radiologist’s to say', () =>
    expect(flagsOf([...content.sentences, typed('Old rib fracture, 2.3 cm calcified granuloma.')])).toEqual(
      [],
    ));

  it.each(['2.3 cm', '40 %', 'about three centimetres', '12-mm'])('measures: "%s"', (size) =>
    expect(flagsOf(inDraft(`There is a left pleural effusion, ${size}.`))).toEqual(['unsupported']),
  );

  it('does not take the number of a list or the date of the prior for a measurement', () => {
    expect(flagsOf(inDraft('1. Left pleural effusion.'))).toEqual([]);
    const compared = { ...film, hasPrior: true };
    expect(flagsOf(inDraft('Left pleural effusion, unchanged since 2026-03-02.'), compared)).toEqual([]);
  });
});

describe('a sentence with several claims', () => {
  const alsoAbsent = [
    { finding: 'Pneumothorax', probability: 0.03 },
    { finding: 'Cardiomegaly', probability: 0.08 },
  ];
  const heart = content.sentences[1]!;
  const denial = (text: string): ReportSentence[] => [
    effusion,
    { ...heart, finding: 'Pneumothorax', text, alsoAbsent: alsoAbsent.slice(1) },
  ];

  it('denies all that it stands for', () =>
    expect(flagsOf(denial('No pneumothorax and no cardiomegaly.'))).toEqual([]));

  it('is flagged for the one that it forgets', () => {
    const [, read] = verifySentences(denial('No pneumothorax.'), film);
    expect(read?.flags).toEqual([
      { code: 'unsupported', message: 'does not speak of Cardiomegaly, which it stands for' },
    ]);
  });

  it('is flagged for the one that it states', () =>
    expect(flagsOf(denial('Cardiomegaly without pneumothorax.'))).toContain('contradiction'));

  it('is flagged for the one that was found', () =>
    expect(flagsOf(denial('No pneumothorax, cardiomegaly or pleural effusion.'))).toContain('contradiction'));
});

describe('place and certainty', () => {
  const basal = { findings: [decided('Consolidation')], hasPrior: false };

  it('sees top and bottom mixed up, and is not strict about the middle', () => {
    expect(flagsOf([written('Right upper lobe consolidation.')], basal)).toEqual(['wrong-zone']);
    expect(flagsOf([written('Right mid zone consolidation.')], basal)).toEqual([]);
    expect(flagsOf([written('Right consolidation.')], basal)).toEqual([]);
  });

  it('sees a possible finding told as certain', () => {
    const possible = { findings: [decided('Consolidation', { band: 'possible' })], hasPrior: false };
    const own = (text: string) => written(text, { finding: 'Consolidation', polarity: 'present' });
    expect(flagsOf([own('There is right basal consolidation.')], possible)).toEqual(['overstated']);
    expect(flagsOf([own('There may be right basal consolidation.')], possible)).toEqual([]);
    expect(flagsOf([{ ...own('Right basal consolidation.'), author: 'person' }], possible)).toEqual([]);
  });
});

describe('a change told of a finding', () => {
  const compared = (change?: DecidedFinding['change']): FilmFindings => ({
    findings: [decided('Effusion', change === undefined ? {} : { change })],
    hasPrior: true,
  });
  const larger = 'Right pleural effusion, larger than before.';

  it('is held against the change that was found', () => {
    expect(flagsOf([written(larger)], compared('larger'))).toEqual([]);
    expect(flagsOf([written(larger)], compared('smaller'))).toEqual(['false-comparison']);
    expect(flagsOf([written(larger)], compared('none'))).toEqual(['false-comparison']);
  });

  it('is not judged where no change was decided', () =>
    expect(flagsOf([written(larger)], compared())).toEqual([]));

  it('may be called new by a person where the model says larger, not smaller', () => {
    expect(flagsOf([typed('New right pleural effusion.')], compared('larger'))).toEqual([]);
    expect(flagsOf([typed('Right pleural effusion, improved.')], compared('larger'))).toEqual([
      'false-comparison',
    ]);
  });
});

describe('a radiologist’s judgement', () => {
  const opacity = {
    findings: [decided('Infiltration'), decided('Nodule', { present: false })],
    hasPrior: false,
  };

  it('may call a shadow by a kindred name', () =>
    expect(flagsOf([typed('Right basal consolidation.')], opacity)).toEqual([]));

  it('may leave open what the model does not see', () =>
    expect(flagsOf([typed('Patchy right basal opacity. Possible nodule.')], opacity)).toEqual([]));

  it('may deny a kind of what is there', () =>
    expect(
      flagsOf([typed('Right basal infiltrate.'), typed('No acute infiltrate otherwise.')], opacity),
    ).toEqual([]));

  it('is not the model’s to make', () => {
    expect(
      flagsOf([written('Right basal consolidation.')], {
        ...opacity,
        findings: [...opacity.findings, decided('Consolidation', { present: false })],
      }),
    ).toEqual(['unsupported', 'omitted']);
  });

  it('is told of recommendations that they compare nothing', () =>
    expect(
      flagsOf([typed('Recommend short interval follow-up.')], { findings: [], hasPrior: false }),
    ).toEqual([]));
});

describe('odd texts', () => {
  it.each([
    '',
    '   ',
    '....',
    'Kein Pleuraerguss links.',
    '左側胸水を認める。',
    'لا يوجد انصباب جنبي',
    'Épanchement pleural gauche, inchangé.',
    '\u0000\uD800 no\u200b effusion',
    '🫁 effusion 🫁',
    'İ'.repeat(50),
    '(((((((((([[[[[[{{{{ effusion $& $1 \\b',
    `${'no '.repeat(400)}effusion`,
  ])('are read without a fault: "%s"', (text) => {
    for (const author of ['model', 'person'] as const)
      expect(verifySentences([{ ...effusion, text, author }], film)).toHaveLength(1);
  });

  it('cost no more than their length', () => {
    const words = 'No left effusion or pneumothorax, larger than before, with the chest normal and 3 ';
    const milliseconds = (copies: number): number => {
      const sentences = Array.from({ length: copies }, (_, at) => ({ ...typed(words), id: String(at) }));
      const from = performance.now();
      verifySentences(sentences, film);
      return performance.now() - from;
    };
    milliseconds(100);
    const [short, long] = [milliseconds(200), milliseconds(1600)];
    // Eight times the text; twice that leaves room for a busy machine, a square would be 64 times.
    expect(long).toBeLessThan(Math.max(short, 5) * 24);
  });
});
