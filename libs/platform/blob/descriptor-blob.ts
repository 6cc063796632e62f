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
    const buffer = Buffer.allocUnsafe(Math.max(0, Math.min(length, this.size - offset)));
    return buffer.subarray(0, await this.fill(buffer, offset));
  }

  async fill(target: Uint8Array, offset: number): Promise<number> {
    const wanted = target.byteLength;
    let filled = 0;
    while (filled < wanted) {
      const { bytesRead } = await readSome(this.descriptor, target, filled, wanted - filled, offset + filled);
      if (bytesRead === 0) break;
      filled += bytesRead;
    }
    return filled;
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
