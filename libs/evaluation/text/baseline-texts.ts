import { seededRandom, seedOf, shuffled } from '../measures/seeded-random';
import { claimKeys, type SentenceClaims } from './claims';

/**
 * Normal reports written by us: what a writer that sees nothing would always say. They are stock phrases on purpose,
 * as everybody dictates them: an odder wording is a weaker constant, and beating it would show less.
 */
export const constantReports = [
  'The heart size and mediastinal contours are within normal limits. The lungs are clear. There is no pleural effusion or pneumothorax.',
  'The heart is normal in size. The lungs are clear. There is no focal consolidation, pleural effusion, or pneumothorax. No acute bony abnormality.',
  'The cardiac silhouette is normal. The lungs are well expanded and clear. No effusion and no pneumothorax are seen.',
] as const;

/** A text with what it claims. */
export interface ClaimedText {
  readonly text: string;
  readonly claims: readonly SentenceClaims[];
}

/**
 * For each asked report the training report whose claims are most like its own (F1 over findings with their
 * polarity; among equals one by chance): what a search among old reports would copy. An upper reference for wording,
 * for it is written by people.
 */
export function nearestByClaims(
  asked: readonly ClaimedText[],
  training: readonly ClaimedText[],
  seed: number,
): string[] {
  const order = shuffled(training, seededRandom(seedOf(seed, 'nearest report')));
  const known = order.map(({ text, claims }) => ({ text, keys: claimKeys(claims) }));
  return asked.map(({ claims }) => {
    const wanted = claimKeys(claims);
    let best = known[0]!;
    let most = -1;
    for (const one of known) {
      const alike = agreement(wanted, one.keys);
      if (alike > most) [best, most] = [one, alike];
    }
    return best.text;
  });
}

/** F1 of two sets; two empty sets agree. */
function agreement(one: ReadonlySet<string>, other: ReadonlySet<string>): number {
  if (one.size + other.size === 0) return 1;
  const shared = [...one].filter((key) => other.has(key)).length;
  return (2 * shared) / (one.size + other.size);
}
