import { closeSync, createReadStream, fstatSync, openSync, read } from 'node:fs';
import type { Readable } from 'node:stream';
import { promisify } from 'node:util';
import type { ByteRange, OpenBlob } from './blob-store';

const readSome = promisify(read);

/**
 * A stored file, open for reading. Opening, asking for the size and closing are a matter of the page cache and are done
 * at once; only reading, which may wait for the disk, goes through the thread pool.
 */
export class DescriptorBlob implements OpenBlob {
  readonly size: number;
  private readonly descriptor: number;

  /** @throws the file system's own error when there is no such file */
  constructor(path: string) {
    this.descriptor = openSync(path, 'r');
    this.size = fstatSync(this.descriptor).size;
  }

  async read(offset: number, length: number): Promise<Uint8Array> {
    const wanted = Math.max(0, Math.min(length, this.size - offset));
    const buffer = Buffer.allocUnsafe(wanted);
    let filled = 0;
    while (filled < wanted) {
      const { bytesRead } = await readSome(this.descriptor, buffer, filled, wanted - filled, offset + filled);
      if (bytesRead === 0) break;
      filled += bytesRead;
    }
    return buffer.subarray(0, filled);
  }

  stream(range: ByteRange = { start: 0 }): Readable {
    return createReadStream('', {
      ...range,
      fd: this.descriptor,
      autoClose: false,
      highWaterMark: 256 * 1024,
    });
  }

  async close(): Promise<void> {
    closeSync(this.descriptor);
  }
}
