import { PLAIN_OUTCOME } from './rule-draft';
import { outcomeWords } from './rule-words';

describe('what a rule makes of a study', () => {
  it.each([
    [{}, 'Drafted, routine lane, to all destinations'],
    [{ lane: 'urgent' as const }, 'Urgent lane'],
    [{ draft: false, lane: 'urgent' as const, destinations: [] }, 'No draft, to no destination'],
    [
      { model: 'wetread-cxr@0.3.0', destinations: ['PACS', 'RIS'] },
      'Read by wetread-cxr@0.3.0, to PACS, RIS',
    ],
    [
      { expectedSeries: { count: 2, modalities: ['DX'], descriptions: ['LAT*'], withinMinutes: 1 } },
      'Waits for 2 series, a series of DX, a series like “LAT*”, at most 1 minute',
    ],
  ])('%j', (outcome, words) => {
    expect(outcomeWords({ ...PLAIN_OUTCOME, ...outcome })).toBe(words);
  });
});
