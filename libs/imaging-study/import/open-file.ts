import { open, readFile, stat } from 'node:fs/promises';
import { Readable } from 'node:stream';
import type { IncomingInstance } from '../domain/incoming';
import { ObjectTooLarge } from '../domain/store-errors';
import { notReadable } from './files-below';

/** Read at once; longer files become streams. */
const SHORT = 1024 * 1024;
const PIECE = 256 * 1024;

/** One file, or why it cannot be read; a file beyond the limit is not read at all. */
export async function openFile(path: string, limit: number): Promise<IncomingInstance> {
  try {
    const { size } = await stat(path);
    if (size > limit) return { name: path, error: new ObjectTooLarge(limit) };
    const body = size > SHORT ? Readable.from(piecesOf(path), { objectMode: false }) : await readFile(path);
    return { name: path, body };
  } catch (error) {
    return { name: path, error: notReadable(error) };
  }
}

/** Opened when the first piece is asked for: an object that nobody reads holds no file. */
async function* piecesOf(path: string): AsyncGenerator<Buffer> {
  try {
    const file = await open(path, 'r');
    try {
      for (;;) {
        const { bytesRead, buffer } = await file.read(Buffer.allocUnsafe(PIECE), 0, PIECE, null);
        if (bytesRead === 0) return;
        yield buffer.subarray(0, bytesRead);
      }
    } finally {
      await file.close();
    }
  } catch (error) {
    throw notReadable(error);
  }
}
