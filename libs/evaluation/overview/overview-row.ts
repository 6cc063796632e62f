import type { Figure } from '../measures/bootstrap';
import type { Rate } from '../measures/wilson';

/** What a row of the plan asks for. */
export interface Goal {
  readonly level: 'floor' | 'aim' | 'moonshot';
  /** In words: `at least 0.75`. */
  readonly asks: string;
  readonly met: boolean;
}

/** One row of the overview: what was measured, what stands beside it, and how far that is. */
export interface OverviewRow {
  readonly task: string;
  readonly metric: string;
  /** How its values are written. */
  readonly unit: 'number' | 'share' | 'milliseconds';
  readonly measured: Figure;
  /** Baselines and references, in the same unit. */
  readonly beside: readonly { readonly name: string; readonly figure: Figure }[];
  /** Empty where the plan only asks that it is reported. */
  readonly goals: readonly Goal[];
}

type Levels = Partial<Record<Goal['level'], number>>;

const LEVELS = ['floor', 'aim', 'moonshot'] as const satisfies readonly Goal['level'][];

/** Goals that are numbers. Nothing measured meets none. @param better whether larger values or smaller ones are wanted */
export const goalsOf = (
  { value }: Pick<Figure, 'value'>,
  levels: Levels,
  better: 'larger' | 'smaller' = 'larger',
): Goal[] =>
  LEVELS.flatMap((level) => {
    const limit = levels[level];
    if (limit === undefined) return [];
    const met = value !== null && (better === 'larger' ? value >= limit : value <= limit);
    return [{ level, asks: `at ${better === 'larger' ? 'least' : 'most'} ${limit}`, met }];
  });

/** The highest level up to which every goal is met, in words; `null` without goals. */
export function reachedLevel(goals: readonly Goal[]): string | null {
  const [lowest] = goals;
  if (!lowest) return null;
  const firstMissed = goals.findIndex(({ met }) => !met);
  const reached = firstMissed === -1 ? goals.at(-1) : goals[firstMissed - 1];
  return reached?.level ?? `below the ${lowest.level}`;
}

/** A figure without an interval: times, counts. */
export const plainFigure = (value: number | null): Figure => ({ value, interval95: null });

export const figureOfRate = ({ share, interval95 }: Rate): Figure => ({ value: share, interval95 });
