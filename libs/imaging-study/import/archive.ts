import { open, stat } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { crc32 } from 'node:zlib';
import { type Entry, openPromise, type ZipFile } from 'yauzl';
import { DomainError } from '@wetread/kernel';
import type { IncomingInstance } from '../domain/incoming';
import { ObjectTooLarge } from '../domain/store-errors';
import { ArchiveDamaged, ArchiveLimitExceeded, ArchiveMemberEncrypted, NestedArchive } from './import-errors';
import type { ImportLimits } from './import-limits';
import { notReadable } from './files-below';

export interface ArchiveMember {
  name: string;
  /** Its body unpacks as it is read, and fails where a bound or the checksum is broken. */
  open(): Promise<IncomingInstance>;
}

const SIGNATURES = new Set(['PK\x03\x04', 'PK\x05\x06']);
const PREAMBLE = 128;
/** As many bytes as tell an archive from a DICOM object. */
const START = PREAMBLE + 4;

/** Whether a file is a ZIP archive by its content. One that is DICOM as well (`DICM` at 128) counts as DICOM. */
export async function isArchive(path: string): Promise<boolean> {
  try {
    const file = await open(path, 'r');
    try {
      const start = Buffer.alloc(START);
      const { bytesRead } = await file.read(start, 0, start.length, 0);
      return isArchiveStart(start.subarray(0, bytesRead));
    } finally {
      await file.close();
    }
  } catch {
    // Reading it as a file tells the reason.
    return false;
  }
}

const isArchiveStart = (start: Buffer): boolean =>
  SIGNATURES.has(start.toString('latin1', 0, 4)) &&
  start.toString('latin1', PREAMBLE, PREAMBLE + 4) !== 'DICM';

/** The members of a ZIP archive; what is wrong with the archive as a whole comes as a member that fails to open. */
export async function* readArchive(path: string, limits: ImportLimits): AsyncGenerator<ArchiveMember> {
  let archive: ZipFile | undefined;
  try {
    const packed = (await stat(path)).size;
    // Names stay bytes: yauzl would end the whole archive at the first one that looks like a traversal.
    archive = await openPromise(path, { decodeStrings: false, autoClose: false });
    const reader = new MemberReader(archive, limits, packed);
    let members = 0;
    for await (const entry of archive.eachEntry()) {
      const name = `${path}!${entry.fileNameRaw.toString('utf8')}`;
      if (name.endsWith('/')) continue;
      members += 1;
      if (members > limits.archiveMembers) {
        throw new ArchiveLimitExceeded(`more than ${limits.archiveMembers} members`);
      }
      yield { name, open: async () => reader.member(entry, name) };
    }
  } catch (error) {
    yield { name: path, open: async () => ({ name: path, error: archiveError(error) }) };
  } finally {
    archive?.close();
  }
}

function archiveError(error: unknown): DomainError {
  if (error instanceof ArchiveLimitExceeded) return error;
  return new ArchiveDamaged(error instanceof Error ? error.message : 'unknown reason');
}

class MemberReader {
  private unpacked = 0;

  constructor(
    private readonly archive: ZipFile,
    private readonly limits: ImportLimits,
    private readonly packed: number,
  ) {}

  member(entry: Entry, name: string): IncomingInstance {
    if (entry.isEncrypted()) return { name, error: new ArchiveMemberEncrypted() };
    return { name, body: Readable.from(this.told(entry), { objectMode: false }) };
  }

  private async *told(entry: Entry): AsyncGenerator<Buffer> {
    try {
      yield* this.unpack(entry);
    } catch (error) {
      if (error instanceof DomainError) throw error;
      const reason = error instanceof Error && !('errno' in error) ? error.message : null;
      throw reason ? new ArchiveDamaged(reason) : notReadable(error);
    }
  }

  private async *unpack(entry: Entry): AsyncGenerator<Buffer> {
    const { objectBytes } = this.limits;
    // The declared size only saves work; the bounds below hold for what really comes out.
    if (entry.uncompressedSize > objectBytes) throw new ObjectTooLarge(objectBytes);
    this.refuseBeyondLimits(0);
    let [length, checksum] = [0, 0];
    let start = Buffer.alloc(0);
    for await (const piece of await this.archive.openReadStreamPromise(entry)) {
      const bytes = piece as Buffer;
      if (start.length < START) start = Buffer.concat([start, bytes.subarray(0, START)]);
      // Told by its start, before any of it is handed over; a start shorter than its prefix is told at the end.
      if (start.length >= START && isArchiveStart(start)) throw new NestedArchive();
      length += bytes.length;
      if (length > objectBytes) throw new ObjectTooLarge(objectBytes);
      this.refuseBeyondLimits(bytes.length);
      checksum = crc32(bytes, checksum);
      yield bytes;
    }
    if (isArchiveStart(start)) throw new NestedArchive();
    if (checksum !== entry.crc32) throw new ArchiveDamaged('the checksum of a member is wrong');
  }

  private refuseBeyondLimits(more: number): void {
    const { archiveBytes, archiveRatio, archiveFloor } = this.limits;
    this.unpacked += more;
    if (this.unpacked > archiveBytes) throw new ArchiveLimitExceeded(`more than ${archiveBytes} bytes`);
    if (this.unpacked > archiveFloor && this.unpacked > archiveRatio * this.packed) {
      throw new ArchiveLimitExceeded(`more than ${archiveRatio} times its size`);
    }
  }
}
