import { closeSync, fsync, openSync } from 'node:fs';
import { promisify } from 'node:util';

const syncDescriptor = promisify(fsync);

/** Has the names in a directory outlive a crash of the machine. */
export async function syncDirectory(path: string): Promise<void> {
  // Windows cannot open directories, and needs no sync for a name to last.
  if (process.platform === 'win32') return;
  // Opening is a matter of the page cache; only the sync waits for the disk.
  const directory = openSync(path, 'r');
  try {
    await syncDescriptor(directory);
  } finally {
    closeSync(directory);
  }
}
