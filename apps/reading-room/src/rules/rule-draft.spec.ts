import type { RoutingRule } from '@wetread/contracts';
import {
  draftOf,
  isChanged,
  missingParts,
  moved,
  newRule,
  PLAIN_OUTCOME,
  replaced,
  rulesOf,
} from './rule-draft';

const rule = (name: string): RoutingRule => ({
  name,
  condition: 'true',
  active: true,
  outcome: PLAIN_OUTCOME,
});

describe('rules while they are edited', () => {
  it('are unchanged until something is, whatever the order of their members', () => {
    const draft = draftOf([rule('a'), rule('b')]);
    expect(isChanged(draft, [rule('a'), rule('b')])).toBe(false);
    expect(
      isChanged(draft, [{ outcome: PLAIN_OUTCOME, active: true, condition: 'true', name: 'a' }, rule('b')]),
    ).toBe(false);
    expect(isChanged(moved(draft, draft[0]!.key, 1), [rule('a'), rule('b')])).toBe(true);
    expect(isChanged(replaced(draft, { ...draft[0]!, active: false }), [rule('a'), rule('b')])).toBe(true);
  });

  it('move by one place and not beyond the ends', () => {
    const draft = draftOf([rule('a'), rule('b'), rule('c')]);
    const names = (rules: readonly RoutingRule[]) => rules.map(({ name }) => name).join('');
    expect(names(moved(draft, draft[2]!.key, -1))).toBe('acb');
    expect(names(moved(draft, draft[0]!.key, 1))).toBe('bac');
    expect(names(moved(draft, draft[0]!.key, -1))).toBe('abc');
    expect(names(moved(draft, draft[2]!.key, 1))).toBe('abc');
  });

  it('are sent without what only the page needs', () => {
    expect(rulesOf(draftOf([rule(' a ')]))).toEqual([rule('a')]);
  });

  it('say what is missing, and where', () => {
    expect(missingParts([...draftOf([rule('a')]), newRule()])).toMatchObject([
      { rule: 1, field: 'name' },
      { rule: 1, field: 'condition' },
    ]);
  });
});
