import type { StudyRouting } from '@wetread/contracts';
import { waitingWords } from './waiting-words';

type Decision = StudyRouting['decisions'][number];
const decision = (told: Partial<Decision>): Decision => ({
  completion: 1,
  state: 'decided',
  ruleSetVersion: 2,
  rule: 'two views',
  outcome: { draft: true, model: null, lane: 'routine', destinations: null, expectedSeries: null },
  because: { truth: 'true', parts: [] },
  note: null,
  decidedAt: '2026-11-23T12:00:00.000Z',
  ...told,
});
const expectedSeries = { count: 2, modalities: [], descriptions: [], withinMinutes: 15 };

describe('why there is no draft yet', () => {
  it('is that it is being made, where no rule has it wait', () => {
    expect(waitingWords(undefined).title).toBe('The draft is being made');
    expect(waitingWords({ decisions: [decision({})] }).title).toBe('The draft is being made');
  });

  it('is what a rule waits for, and for how long', () => {
    const waiting = decision({
      state: 'waiting',
      note: 'Waits for 2 series (1 arrived).',
      outcome: { ...decision({}).outcome, expectedSeries },
    });
    expect(waitingWords({ decisions: [waiting] }).words).toBe(
      'Waits for 2 series (1 arrived). The rule “two views” has it wait for at most 15 minutes; then it is read as it is.',
    );
  });

  it('is the off-peak lane; what a later completion has overtaken says nothing', () => {
    const offPeak = decision({ outcome: { ...decision({}).outcome, lane: 'off-peak' } });
    expect(waitingWords({ decisions: [decision({ state: 'superseded' }), offPeak] }).title).toMatch(
      /off-peak/,
    );
  });
});
