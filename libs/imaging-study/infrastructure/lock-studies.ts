import type { Database } from '@wetread/platform';

// Sorted, so that two transactions that touch the same studies ask for their locks in the same order.
const LOCK_STUDIES = `select pg_advisory_xact_lock(hashtextextended(uid, 4)) from
  (select uid from unnest($1::text[]) as uid order by hashtextextended(uid, 4)) as sorted`;

/** Locks studies, stored or not, until the surrounding transaction ends. */
export async function lockStudies(database: Database, studies: readonly string[]): Promise<void> {
  if (studies.length > 0) await database.prepared('lock-studies', LOCK_STUDIES, [studies]);
}
