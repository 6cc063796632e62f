/** A share of counted things with its 95 % Wilson score interval (Wilson 1927): honest near 0 and 1. */
export interface Rate {
  readonly count: number;
  readonly of: number;
  /** `null` when nothing was counted. */
  readonly share: number | null;
  readonly interval95: readonly [low: number, high: number] | null;
}

/** Standard normal quantile .975. */
const Z = 1.959963984540054;

export function rateOf(count: number, of: number): Rate {
  if (of === 0) return { count, of, share: null, interval95: null };
  const share = count / of;
  const spread = Z ** 2 / of;
  const centre = (share + spread / 2) / (1 + spread);
  const half = (Z / (1 + spread)) * Math.sqrt((share * (1 - share)) / of + spread / (4 * of));
  return { count, of, share, interval95: [Math.max(0, centre - half), Math.min(1, centre + half)] };
}
