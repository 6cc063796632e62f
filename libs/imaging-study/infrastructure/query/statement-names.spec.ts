import { StatementNames } from './statement-names';

describe('the names of statements', () => {
  it('are earned by coming again, and stay', () => {
    const names = new StatementNames();
    expect([names.of('select 1'), names.of('select 1')]).toEqual([null, null]);
    const name = names.of('select 1');
    expect(name).toMatch(/^search-[0-9a-f]{32}$/);
    expect(names.of('select 1')).toBe(name);
    expect(new StatementNames().of('select 1')).toBeNull();
  });

  it('are few, whatever is asked', () => {
    const names = new StatementNames();
    const earned = new Set<string | null>();
    for (let form = 0; form < 2000; form += 1)
      for (let times = 0; times < 4; times += 1) earned.add(names.of(`select ${form}`));
    earned.delete(null);
    expect(earned.size).toBe(64);
  });

  it('are the same for the same text, whoever names it', () => {
    const [one, other] = [new StatementNames(), new StatementNames()];
    const third = (names: StatementNames): string | null => [1, 2, 3].map(() => names.of('select 2')).at(-1)!;
    expect(third(one)).toBe(third(other));
  });
});
