import { opendir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { IncomingFailure } from '../domain/incoming';
import { NotAFile, PathNotReadable } from './import-errors';

export type FoundFile = { path: string } | IncomingFailure;

/** All files at and below `paths`, folders in alphabetical order, so that two walks see the same order. */
export async function* filesBelow(paths: readonly string[]): AsyncGenerator<FoundFile> {
  for (const path of paths) {
    try {
      const found = await stat(path);
      if (found.isDirectory()) yield* filesIn(path);
      else yield found.isFile() ? { path } : { name: path, error: new NotAFile() };
    } catch (error) {
      yield { name: path, error: notReadable(error) };
    }
  }
}

async function* filesIn(folder: string): AsyncGenerator<FoundFile> {
  const entries: { name: string; isFolder: boolean }[] = [];
  try {
    for await (const entry of await opendir(folder)) {
      // Links could lead in circles or out of what was named.
      if (entry.isFile() || entry.isDirectory()) {
        entries.push({ name: entry.name, isFolder: entry.isDirectory() });
      }
    }
  } catch (error) {
    yield { name: folder, error: notReadable(error) };
    return;
  }
  entries.sort((a, b) => (a.name < b.name ? -1 : 1));
  for (const { name, isFolder } of entries) {
    const path = join(folder, name);
    if (isFolder) yield* filesIn(path);
    else yield { path };
  }
}

/** Keeps the system's code (`ENOENT`, `EACCES`) and drops its message, which repeats the path. */
export const notReadable = (error: unknown): PathNotReadable =>
  new PathNotReadable(String((error as NodeJS.ErrnoException | null)?.code ?? 'unknown reason'));
