import type { SentenceFlag } from '@wetread/reporting';

/** Errors that are planted, one at a time, and what the verifier ought to call each. */
export const errorKinds = {
  'finding-denied': { title: 'a finding denied', told: ['contradiction'] },
  'denial-turned': { title: 'a denial turned into a statement', told: ['unsupported', 'contradiction'] },
  'side-swapped': { title: 'the other side', told: ['wrong-side'] },
  'made-bilateral': { title: 'both sides instead of one', told: ['wrong-side'] },
  'zone-swapped': { title: 'upper for lower, lower for upper', told: ['wrong-zone'] },
  'finding-replaced': { title: 'another finding in its place', told: ['unsupported'] },
  'finding-added': { title: 'a finding that was not found', told: ['unsupported'] },
  'finding-left-out': { title: 'a finding left out', told: ['omitted'] },
  overstated: { title: 'a possible finding told as certain', told: ['overstated'] },
  'unseen-finding': { title: 'what the model cannot see', told: ['unsupported'] },
  'false-comparison': { title: 'a comparison without an earlier film', told: ['false-comparison'] },
  'false-change': { title: 'a change other than the one found', told: ['false-comparison'] },
  'invented-measurement': { title: 'an invented measurement', told: ['unsupported'] },
  'called-normal': { title: 'a film with findings called normal', told: ['contradiction'] },
  'contrary-impression': { title: 'an impression against the findings', told: ['contradiction'] },
} as const satisfies Record<string, { title: string; told: readonly SentenceFlag['code'][] }>;

export type ErrorKind = keyof typeof errorKinds;
export const errorKindNames = Object.keys(errorKinds) as ErrorKind[];

/** Of these only a model can be accused: a person sees more than the head and may measure. */
export const modelOnly: ReadonlySet<ErrorKind> = new Set([
  'unseen-finding',
  'invented-measurement',
  'false-change',
  'overstated',
]);
