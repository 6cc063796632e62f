import type { FilmInspection } from '@wetread/inference';

/** What the product should do with a picture. */
export type Expectation =
  | { readonly kind: 'read' }
  | { readonly kind: 'refused' }
  /** Read after exactly these faults were undone, in any order. */
  | { readonly kind: 'repaired'; readonly repairs: readonly string[] };

/** A set of pictures of which the same is expected. */
export interface GateSet {
  readonly name: string;
  readonly expected: Expectation;
  /** Names for the list of wrong cases. */
  readonly names: readonly string[];
  readonly inspections: readonly FilmInspection[];
}

/** `read`, `read after rotated-90`, or the code of the refusal. */
export function outcomeOf({ refusal, repairs }: FilmInspection): string {
  if (refusal) return refusal.code;
  return repairs.length > 0 ? `read after ${[...repairs].sort().join(' and ')}` : 'read';
}

/**
 * Whether the product did what was expected. A frontal film that is read after a repair that it did not need is no
 * false refusal; it is counted apart.
 */
export function isRight(inspection: FilmInspection, expected: Expectation): boolean {
  if (expected.kind === 'refused') return inspection.refusal !== null;
  if (expected.kind === 'read') return inspection.refusal === null;
  const done = [...inspection.repairs].sort().join();
  return inspection.refusal === null && done === [...expected.repairs].sort().join();
}
