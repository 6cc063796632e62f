import { statfsSync } from 'node:fs';
import { BlobStoreFull } from '../blob/blob-errors';
import type { Logger } from '../log/logger';

/** How long an answer of the file system is believed, milliseconds. */
const BELIEVED_MS = 200;

/**
 * Keeps the last bytes of the disk for the database: what is large, the objects of studies, is refused while less than
 * the reserve is free, so that signing, delivering and the audit trail go on, and a database never meets a full disk.
 */
export class DiskReserve {
  private askedAt = -Infinity;
  private free = Infinity;
  private wasThere = true;

  constructor(
    private readonly directory: string,
    private readonly reserveBytes: number,
    private readonly logger: Pick<Logger, 'warn' | 'info'>,
  ) {}

  /** Whether objects are taken. */
  get hasRoom(): boolean {
    const isThere = this.freeBytes() >= this.reserveBytes;
    if (isThere !== this.wasThere) this.tell(isThere);
    this.wasThere = isThere;
    return isThere;
  }

  /** @throws BlobStoreFull */
  assertRoom(): void {
    if (!this.hasRoom) throw new BlobStoreFull();
  }

  /** Whether so many bytes could come and leave the reserve untouched. */
  hasRoomFor(bytes: number): boolean {
    return this.freeBytes() - bytes >= this.reserveBytes;
  }

  private freeBytes(): number {
    const now = performance.now();
    if (this.reserveBytes === 0) return Infinity;
    if (now - this.askedAt < BELIEVED_MS) return this.free;
    this.askedAt = now;
    try {
      const { bavail, bsize } = statfsSync(this.directory);
      this.free = bavail * bsize;
    } catch {
      // A directory that is not there yet: whoever writes first is told by the file system.
      this.free = Infinity;
    }
    return this.free;
  }

  private tell(isThere: boolean): void {
    const bytes = { freeBytes: this.free, reserveBytes: this.reserveBytes };
    if (isThere) this.logger.info(bytes, 'there is room again; studies are taken');
    else this.logger.warn(bytes, 'the disk is nearly full: studies are refused until there is room');
  }
}
