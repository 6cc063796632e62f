/** Digits after the point: parity is told in millionths, nothing in less. */
const DIGITS = 6;

/**
 * Any report as JSON whose keys keep the order of the report's type and whose numbers are rounded, so that two runs
 * over equal bytes write equal files. What is not a number (NaN) is `null`.
 */
export const evaluationJson = (report: unknown): string => `${JSON.stringify(report, rounded, 2)}\n`;

function rounded(_key: string, value: unknown): unknown {
  if (typeof value !== 'number') return value;
  return Number.isFinite(value) ? Number(value.toFixed(DIGITS)) : null;
}
