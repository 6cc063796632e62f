import type { FileHandle } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import type { ByteRange, ReadableBlob } from './blob-store';

/** An open file as a blob; every read names its place, so that many may read at once. */
export class FileBlob implements ReadableBlob {
  constructor(
    protected readonly file: FileHandle,
    readonly size: number,
  ) {}

  async read(offset: number, length: number): Promise<Uint8Array> {
    const wanted = Math.max(0, Math.min(length, this.size - offset));
    const buffer = Buffer.allocUnsafe(wanted);
    let filled = 0;
    while (filled < wanted) {
      const { bytesRead } = await this.file.read(buffer, filled, wanted - filled, offset + filled);
      if (bytesRead === 0) break;
      filled += bytesRead;
    }
    return buffer.subarray(0, filled);
  }

  stream(range: ByteRange = { start: 0 }): Readable {
    return this.file.createReadStream({ ...range, autoClose: false, highWaterMark: 256 * 1024 });
  }

  async close(): Promise<void> {
    await this.file.close();
  }
}
