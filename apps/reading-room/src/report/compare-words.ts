import type { ReportRevision } from '@wetread/contracts';
import { diffWordsWithSpace } from 'diff';

/** The word difference between two texts, in the shape in which the server tells its own. */
export function compareWords(before: string, after: string): ReportRevision['difference'] {
  return diffWordsWithSpace(before, after).map(({ added, removed, value }) => ({
    kind: added ? ('added' as const) : removed ? ('removed' as const) : ('same' as const),
    text: value,
  }));
}
