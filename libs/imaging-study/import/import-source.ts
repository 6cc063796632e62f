import type { IncomingInstance } from '../domain/incoming';
import { isArchive, readArchive } from './archive';
import { defaultImportLimits, type ImportLimits } from './import-limits';
import { filesBelow } from './files-below';
import { openFile } from './open-file';

/** What an import is going to read. */
export interface ImportSource {
  /** Number of objects that `instances` will yield, members of archives included; for a progress bar. */
  readonly total: number;
  /**
   * Each file or archive member with its bytes as a stream, or with the error why it has none; one bad file never
   * ends the rest. A body is read, to its end or not at all, before the next is asked for. May be iterated again.
   */
  readonly instances: AsyncIterable<IncomingInstance>;
}

/**
 * Opens files, folders (recursively; symbolic links in them are not followed) and ZIP archives. Nothing is ever
 * written under a name found inside, so names like `../../etc/passwd` are only labels.
 */
export async function openImportSource(
  paths: readonly string[],
  limits: ImportLimits = defaultImportLimits,
): Promise<ImportSource> {
  let total = 0;
  for await (const file of filesBelow(paths)) {
    if ('path' in file && (await isArchive(file.path))) total += await membersOf(file.path, limits);
    else total += 1;
  }
  return { total, instances: { [Symbol.asyncIterator]: () => instancesOf(paths, limits) } };
}

async function membersOf(path: string, limits: ImportLimits): Promise<number> {
  let members = 0;
  for await (const member of readArchive(path, limits)) members += member ? 1 : 0;
  return members;
}

async function* instancesOf(
  paths: readonly string[],
  limits: ImportLimits,
): AsyncGenerator<IncomingInstance> {
  for await (const file of filesBelow(paths)) {
    if ('error' in file) yield file;
    else if (await isArchive(file.path)) {
      for await (const member of readArchive(file.path, limits)) yield await member.open();
    } else yield await openFile(file.path, limits.objectBytes);
  }
}
