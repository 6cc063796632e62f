import { plainSentence } from './plain-sentences';
import { readsAsAsked } from './read-back';
import { changes, type Statement } from './reading';
import { findingSizes, findingVocabulary, nihFindingCodes, sides, zones } from '@wetread/terminology';

const statement = (told: Partial<Statement>): Statement => ({
  section: 'findings',
  finding: 'Effusion',
  polarity: 'present',
  location: { side: 'left', zone: 'none' },
  size: 'small',
  band: 'definite',
  probability: 0.9,
  evidence: { box: [0, 0, 1, 1] },
  critical: false,
  alsoAbsent: [],
  change: 'none',
  ...told,
});
const denial = (told: Partial<Statement> = {}): Statement =>
  statement({
    polarity: 'absent',
    location: { side: 'none', zone: 'none' },
    size: 'none',
    band: 'none',
    ...told,
  });
const also = (...codes: (typeof nihFindingCodes)[number][]) =>
  codes.map((finding) => ({ finding, probability: 0.1 }));

describe('a sentence is read back before it is taken', () => {
  it.each([
    'There is a small left pleural effusion.',
    'A small effusion is seen on the left.',
    'Mild left-sided pleural fluid.',
  ])('takes what says it in other words: %s', (text) => {
    expect(readsAsAsked(text, statement({}))).toBe(true);
  });

  it.each([
    ['another finding', 'There is a small left pneumothorax.'],
    ['the other side', 'There is a small right pleural effusion.'],
    ['no side', 'There is a small pleural effusion.'],
    ['another size', 'There is a large left pleural effusion.'],
    ['no size', 'There is a left pleural effusion.'],
    ['a denial', 'There is no left pleural effusion.'],
    ['a doubt that was not asked', 'There may be a small left pleural effusion.'],
    ['a comparison without a prior', 'Unchanged small left pleural effusion.'],
    ['a measurement', 'There is a small left pleural effusion of 2 cm.'],
    ['a second finding', 'There is a small left pleural effusion with consolidation.'],
    ['nothing', 'The bones are intact.'],
  ])('refuses %s', (_, text) => {
    expect(readsAsAsked(text, statement({}))).toBe(false);
  });

  it('keeps the certainty that was asked', () => {
    const [possible, likely] = [statement({ band: 'possible' }), statement({ band: 'likely' })];
    expect(readsAsAsked('There may be a small left pleural effusion.', possible)).toBe(true);
    expect(readsAsAsked('Small left pleural effusion is likely.', possible)).toBe(false);
    expect(readsAsAsked('Small left pleural effusion is likely.', likely)).toBe(true);
    expect(readsAsAsked('Possible small left pleural effusion, likely.', likely)).toBe(false);
    expect(readsAsAsked('Small left pleural effusion is likely.', statement({}))).toBe(false);
  });

  it('takes a comparison only when one was asked', () => {
    const grown = statement({ change: 'larger' });
    expect(readsAsAsked('Small left pleural effusion, increased since the prior film.', grown)).toBe(true);
    expect(readsAsAsked('There is a small left pleural effusion.', grown)).toBe(false);
  });

  it('asks of a denial that it denies all that was asked and nothing more', () => {
    const both = denial({ alsoAbsent: also('Pneumothorax') });
    expect(readsAsAsked('No pleural effusion or pneumothorax.', both)).toBe(true);
    expect(readsAsAsked('No pleural effusion.', both)).toBe(false);
    expect(readsAsAsked('No pleural effusion, pneumothorax or consolidation.', both)).toBe(false);
    expect(readsAsAsked('No left pleural effusion or pneumothorax.', both)).toBe(false);
    expect(readsAsAsked('The lungs are clear.', denial({ finding: 'Consolidation' }))).toBe(false);
  });

  it('takes an impression of nothing found, and no claim in its place', () => {
    const nothing = denial({ finding: 'NoFinding', polarity: 'present', section: 'impression' });
    expect(readsAsAsked('No acute cardiopulmonary abnormality.', nothing)).toBe(true);
    expect(readsAsAsked('Stable chest.', nothing)).toBe(false);
    expect(readsAsAsked('Cardiomegaly without acute disease.', nothing)).toBe(false);
  });
});

describe('plain sentences', () => {
  const everyStatement = nihFindingCodes.flatMap((finding) =>
    sides.flatMap((side) =>
      zones.flatMap((zone) =>
        findingSizes.flatMap((size) =>
          (['possible', 'likely', 'definite'] as const).flatMap((band) =>
            changes
              .filter((change) => change !== 'resolved')
              .map((change) => {
                const { sided, zoned, sized } = findingVocabulary[finding];
                const location = { side: sided ? side : 'none', zone: zoned ? zone : 'none' } as const;
                return statement({ finding, location, size: sized ? size : 'none', band, change });
              }),
          ),
        ),
      ),
    ),
  );

  it('read back as asked, whatever is asked', () => {
    const wrong = everyStatement.map((one) => ({ one, text: plainSentence(one) }));
    expect(wrong.filter(({ one, text }) => !readsAsAsked(text, one)).map(({ text }) => text)).toEqual([]);
  });

  it('read back when they deny', () => {
    for (const finding of nihFindingCodes) {
      const others = nihFindingCodes.filter((code) => code !== finding);
      for (const one of [
        denial({ finding }),
        denial({ finding, change: 'resolved' }),
        denial({ finding, alsoAbsent: also(others[0]!) }),
        denial({ finding, alsoAbsent: also(others[3]!, others[7]!, others[9]!) }),
      ]) {
        expect([plainSentence(one), readsAsAsked(plainSentence(one), one)]).toEqual([
          plainSentence(one),
          true,
        ]);
      }
    }
  });
});
