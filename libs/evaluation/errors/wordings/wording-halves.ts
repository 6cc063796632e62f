/**
 * Wordings of planted errors, our own. All were written before it was looked at which of them the verifier sees. What it
 * missed was looked at in the first half only; but who wrote the rules had written both halves, so that a stranger's
 * wordings would fare worse than the second half does.
 */
const wordingHalves = ['open', 'held-out'] as const;
export type WordingHalf = (typeof wordingHalves)[number];

export type Halves<Wording = string> = Readonly<Record<WordingHalf, readonly Wording[]>>;
