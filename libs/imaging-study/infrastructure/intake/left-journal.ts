import { readdir, readFile, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { JournalledEntry } from '../../application/intake/intake-journal';
import { journalEntries } from './journal-record';
import { SEGMENTS } from './own-journal';

/**
 * A process that has lost its database session may live on and write for a while. It then knows that it may not, but what
 * it writes until it does must not be taken away.
 */
const SURELY_OVER_MS = 60 * 60 * 1000;

/** What stands in the journal of a process that is gone, behind a position, oldest first. */
export async function readEntries(
  directory: string,
  journal: string,
  filedUpTo: number,
): Promise<JournalledEntry[]> {
  const segments = await Promise.all(SEGMENTS.map((name) => readIfThere(join(directory, name))));
  return segments
    .flatMap(journalEntries)
    .filter(({ position }) => position > filedUpTo)
    .map((entry) => ({ ...entry, journal }))
    .toSorted((one, other) => one.position - other.position);
}

/** A process takes its own journal away once all of it is filed. */
const readIfThere = (path: string): Promise<Buffer> =>
  readFile(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return Buffer.alloc(0);
    throw error;
  });

/**
 * Takes a journal away that has been filed; false while that is too early.
 * @param isAlone no other process can be alive
 */
export async function removeJournal(directory: string, isAlone: boolean): Promise<boolean> {
  const written = await lastWritten(directory);
  if (!isAlone && written !== null && Date.now() - written < SURELY_OVER_MS) return false;
  await rm(directory, { recursive: true, force: true });
  return true;
}

/** When anything in the directory was written last, milliseconds; `null` when it is gone. */
export async function lastWritten(directory: string): Promise<number | null> {
  try {
    const names = await readdir(directory);
    const times = await Promise.all(names.map(async (name) => (await stat(join(directory, name))).mtimeMs));
    return Math.max(0, ...times);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}
