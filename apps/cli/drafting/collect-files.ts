import { open, readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { DomainError } from '@wetread/kernel';

class NothingToDraft extends DomainError {
  readonly code = 'cli.nothing-to-draft';
  readonly status = 'invalid';
  constructor(paths: readonly string[]) {
    super(`no files under ${paths.join(', ')}`);
  }
}

export class PathUnreadable extends DomainError {
  readonly code = 'cli.path-unreadable';
  readonly status = 'not-found';
  constructor(path: string, cause: unknown) {
    super(`${path} cannot be read: ${cause instanceof Error ? cause.message : String(cause)}`, { cause });
  }
}

export interface FoundFile {
  path: string;
  kind: 'picture' | 'dicom';
}

/** All files below `paths` in a stable order. What is not a PNG or JPEG by its first bytes is taken for DICOM. */
export async function collectFiles(paths: readonly string[]): Promise<FoundFile[]> {
  const found: FoundFile[] = [];
  for (const path of paths)
    for await (const file of walk(path)) found.push({ path: file, kind: await kindOf(file) });
  if (found.length === 0) throw new NothingToDraft(paths);
  return found;
}

async function* walk(path: string): AsyncGenerator<string> {
  const stats = await stat(path).catch((error: unknown) => {
    throw new PathUnreadable(path, error);
  });
  if (stats.isFile()) yield path;
  if (!stats.isDirectory()) return;
  const entries = await readdir(path, { withFileTypes: true });
  for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    // Links are not followed: a loop would never end.
    if (entry.isFile() || entry.isDirectory()) yield* walk(join(path, entry.name));
  }
}

async function kindOf(path: string): Promise<FoundFile['kind']> {
  const file = await open(path).catch((error: unknown) => {
    throw new PathUnreadable(path, error);
  });
  try {
    const { buffer } = await file.read(Buffer.alloc(8), 0, 8, 0);
    const isPng = buffer.readUInt32BE(0) === 0x89504e47;
    const isJpeg = buffer.readUIntBE(0, 3) === 0xffd8ff;
    return isPng || isJpeg ? 'picture' : 'dicom';
  } finally {
    await file.close();
  }
}
