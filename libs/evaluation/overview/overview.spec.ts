import { overviewPage } from './overview-page';
import { goalsOf, type OverviewRow, reachedLevel } from './overview-row';

const levels = { floor: 0.7, aim: 0.75, moonshot: 0.8 };

describe('the overview', () => {
  it('tells the highest level that is reached, and what lies below the lowest', () => {
    const reached = (value: number | null) => reachedLevel(goalsOf({ value }, levels));
    expect([0.69, 0.7, 0.77, 0.8].map(reached)).toEqual(['below the floor', 'floor', 'aim', 'moonshot']);
    expect(reached(null)).toBe('below the floor');
    expect(reachedLevel([])).toBeNull();
  });

  it('knows errors, of which fewer are better', () => {
    expect(reachedLevel(goalsOf({ value: 0.04 }, { floor: 0.1, aim: 0.05, moonshot: 0.03 }, 'smaller'))).toBe(
      'aim',
    );
  });

  it('does not jump over a level that was missed', () => {
    const goals = goalsOf({ value: 1 }, levels).map((goal) => ({ ...goal, met: goal.level !== 'aim' }));
    expect(reachedLevel(goals)).toBe('floor');
  });

  it('writes a row with interval, baselines and goals', () => {
    const measured = { value: 0.772, interval95: [0.74, 0.8] as const };
    const row: OverviewRow = {
      task: 'findings',
      metric: 'mean AUROC',
      unit: 'number',
      measured,
      beside: [{ name: 'constant', figure: { value: 0.5, interval95: null } }],
      goals: goalsOf(measured, levels),
    };
    expect(overviewPage([row], [])).toContain(
      '| findings | mean AUROC | **0.772 (0.740 to 0.800)** | constant 0.500 | at least 0.7 / at least 0.75 / at least 0.8 | aim |',
    );
    expect(overviewPage([row], [{ name: 'answers', reason: 'no such model' }])).toContain(
      'Not measured: answers (no such model).',
    );
    expect(overviewPage([], [])).toBeNull();
  });

  it('writes shares and times without a made-up interval', () => {
    const plain = { value: 0.25, interval95: null };
    const row = { task: 't', metric: 'm', beside: [], goals: [] };
    const page = overviewPage(
      [
        { ...row, unit: 'share', measured: plain },
        { ...row, unit: 'milliseconds', measured: { value: 123.4, interval95: null } },
      ],
      [],
    );
    expect(page).toContain('**25.0 %** | - | - | reported');
    expect(page).toContain('**123 ms**');
  });
});
