import { contentOf } from '../report';
import type { DecidedFinding, ReportSentence } from '../report-content';
import { aDraft } from '@wetread/testing';
import { verifySentences } from './verify-sentences';

const content = contentOf(aDraft());
const film = { findings: content.findings, hasPrior: false };

const flagsOf = (sentences: readonly ReportSentence[], against: typeof film = film) =>
  verifySentences(sentences, against).flatMap(({ flags }) => flags.map(({ code }) => code));
const withFirst = (text: string, author: 'model' | 'person' = 'model') =>
  content.sentences.map((sentence, at) => (at === 0 ? { ...sentence, text, author } : sentence));
const typed = (text: string, section: ReportSentence['section'] = 'findings'): ReportSentence => ({
  id: text,
  section,
  text,
  author: 'person',
  finding: null,
  polarity: null,
  location: null,
  probability: null,
  evidence: null,
  critical: false,
  flags: [],
});

describe('the verifier', () => {
  it('has nothing against a faithful draft', () => expect(flagsOf(content.sentences)).toEqual([]));

  it('sees a finding turned into its opposite', () => {
    expect(flagsOf(withFirst('There is no left pleural effusion.'))).toContain('contradiction');
  });

  it('sees the wrong side', () => {
    expect(flagsOf(withFirst('There is a small right pleural effusion.'))).toContain('wrong-side');
  });

  it('accepts one side of a bilateral finding and refuses both sides of a one-sided one', () => {
    const bilateral = content.findings.map((finding): DecidedFinding => ({
      ...finding,
      location: { side: 'bilateral', zone: 'none' },
    }));
    expect(flagsOf([typed('Left effusion.')], { ...film, findings: bilateral })).toEqual([]);
    expect(flagsOf([typed('Bilateral effusions.')])).toEqual(['wrong-side']);
  });

  it('sees a finding that the model did not find', () => {
    expect(flagsOf([...content.sentences, typed('Large pneumothorax.')])).toContain('unsupported');
  });

  it('sees a sentence that does not speak of what it stands for', () => {
    expect(flagsOf(withFirst('The trachea is midline.'))).toContain('unsupported');
  });

  it('sees what is left out, and tells it at the impression', () => {
    const kept = content.sentences.filter(({ finding }) => finding !== 'Effusion');
    const verified = verifySentences([...kept, typed('Follow-up.', 'impression')], film);
    expect(verified.at(-1)?.flags).toEqual([
      { code: 'omitted', message: 'Pleural effusion (91 %) was found by the model and is not stated' },
    ]);
    expect(verified.slice(0, -1).flatMap(({ flags }) => flags)).toEqual([]);
  });

  it.each([
    'The left effusion is unchanged.',
    'Left effusion, increased since the prior film.',
    'Interval worsening of the left effusion.',
    'The previously seen left effusion persists.',
    'Stable left effusion.',
    'New left effusion.',
  ])('sees a comparison without an earlier film: "%s"', (text) => {
    expect(flagsOf(withFirst(text))).toContain('false-comparison');
    expect(flagsOf(withFirst(text), { ...film, hasPrior: true })).not.toContain('false-comparison');
  });

  it.each([
    'There is increased density at the left base.',
    'The heart size is increased.',
    'New line of text.',
  ])('does not take "%s" for a comparison', (text) =>
    expect(flagsOf([typed(text)])).not.toContain('false-comparison'),
  );

  it('sees "normal chest" beside a finding', () => {
    expect(flagsOf([...content.sentences, typed('Normal chest.', 'impression')])).toContain('contradiction');
    expect(flagsOf([...content.sentences, typed('No acute cardiopulmonary disease.')])).toContain(
      'contradiction',
    );
  });

  it('flags the later of two sentences that cannot both be true', () => {
    const [first, second] = verifySentences([typed('Hiatal hernia.'), typed('No hernia.')], {
      findings: [],
      hasPrior: false,
    });
    expect(first?.flags).toEqual([]);
    expect(second?.flags).toMatchObject([{ code: 'contradiction' }]);
  });

  it('accepts the other side: an effusion on the left, none on the right', () => {
    expect(flagsOf([...content.sentences, typed('No right effusion.')])).toEqual([]);
  });

  it('accepts clear lungs beside a named opacity, not alone', () => {
    const opacity: DecidedFinding = {
      code: 'Consolidation',
      label: 'Consolidation',
      probability: 0.7,
      threshold: 0.4,
      present: true,
      location: { side: 'right', zone: 'lower' },
    };
    const lungs = { findings: [opacity], hasPrior: false };
    expect(flagsOf([typed('The lungs are clear.')], lungs)).toContain('contradiction');
    expect(flagsOf([typed('Right basal consolidation. The lungs are otherwise clear.')], lungs)).toEqual([]);
  });
});
