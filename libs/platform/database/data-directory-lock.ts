import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { DomainError } from '@wetread/kernel';

export class DataDirectoryInUse extends DomainError {
  readonly code = 'platform.data-directory-in-use';
  readonly status = 'unavailable';
  constructor(
    path: string,
    readonly pid: number,
  ) {
    super(
      `process ${pid} already works on this database (${path}); stop it, or choose another WETREAD_DATA_DIR`,
    );
  }
}

interface Owner {
  pid: number;
  /** Start of the process in clock ticks since boot: tells a living owner from a stranger with its old pid. */
  startTicks: string | null;
}

const heldHere = new Set<string>();

/**
 * Keeps a second process from opening the same embedded database, which would destroy it: PGlite has no lock of
 * its own. A lock whose process is dead is taken over.
 */
export class DataDirectoryLock {
  private constructor(private readonly path: string) {}

  /** @throws DataDirectoryInUse */
  static acquire(path: string): DataDirectoryLock {
    mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
    const mine = `${path}.${process.pid}`;
    const me: Owner = { pid: process.pid, startTicks: startTicksOf(process.pid) };
    writeFileSync(mine, JSON.stringify(me), { mode: 0o600 });
    try {
      // link() fails when the name exists and gives it whole content at once, unlike open() with O_EXCL.
      while (!linked(mine, path)) evictDeadOwner(path);
    } finally {
      rmSync(mine, { force: true });
    }
    heldHere.add(path);
    return new DataDirectoryLock(path);
  }

  release(): void {
    if (heldHere.delete(this.path)) rmSync(this.path, { force: true });
  }
}

function linked(from: string, to: string): boolean {
  try {
    linkSync(from, to);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

function evictDeadOwner(path: string): void {
  const stale = ownerOf(path);
  if (!stale) return;
  if (isAlive(stale, path)) throw new DataDirectoryInUse(path, stale.pid);
  // Of two processes that evict at once one moves the dead owner's file; the other may have moved a fresh lock
  // and puts it back.
  const aside = `${path}.${process.pid}.stale`;
  try {
    renameSync(path, aside);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return;
    throw error;
  }
  const moved = ownerOf(aside);
  if (moved && isAlive(moved, path)) linked(aside, path);
  rmSync(aside, { force: true });
}

function ownerOf(path: string): Owner | null {
  try {
    const { pid, startTicks } = JSON.parse(readFileSync(path, 'utf8')) as Partial<Owner>;
    return { pid: Number(pid), startTicks: startTicks ?? null };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    // A file that no living process of ours could have written: treated as left behind.
    return { pid: 0, startTicks: null };
  }
}

function isAlive({ pid, startTicks }: Owner, path: string): boolean {
  if (!Number.isInteger(pid) || pid <= 0) return false;
  if (pid === process.pid) return heldHere.has(path);
  try {
    process.kill(pid, 0);
  } catch (error) {
    // EPERM: it lives, under another user.
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
  return startTicks === null || startTicksOf(pid) === startTicks;
}

/** A killed process whose parent never asks for its end stays as a zombie, usual in containers: it is dead. */
const ZOMBIE = 'Z';

/** Field 22 of proc(5) `/proc/<pid>/stat`; null where there is no procfs. */
function startTicksOf(pid: number): string | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // Field 2, the command, is in parentheses and may itself hold spaces and parentheses.
    const [state, ...later] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return state === ZOMBIE ? 'dead' : (later[18] ?? null);
  } catch {
    return null;
  }
}
