import { open } from 'node:fs/promises';
import type { IncomingInstance } from '../domain/incoming';
import { ObjectTooLarge } from '../domain/store-errors';
import { notReadable } from './files-below';

/** One file in memory, or why not; a file beyond the limit is not read at all. */
export async function readWhole(path: string, limit: number): Promise<IncomingInstance> {
  try {
    const file = await open(path, 'r');
    try {
      const { size } = await file.stat();
      if (size > limit) return { name: path, error: new ObjectTooLarge(limit) };
      return { name: path, bytes: await file.readFile() };
    } finally {
      await file.close();
    }
  } catch (error) {
    return { name: path, error: notReadable(error) };
  }
}
