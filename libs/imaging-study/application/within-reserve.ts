import { Readable } from 'node:stream';
import type { DiskReserve } from '@wetread/platform';

/** An object that grows while others grow: this many times the largest must fit, or each is watched. */
const AT_ONCE = 8;

/**
 * The same bytes, which fail at their end when they came to touch the reserve of the disk; they are read all the same,
 * so that what follows on their connection can be read.
 */
export function withinReserve(
  body: Uint8Array | Readable,
  disk: DiskReserve,
  largest: number,
): Uint8Array | Readable {
  // Watching costs a little of every piece: not where so much is free that it cannot matter.
  if (disk.hasRoomFor(AT_ONCE * largest)) return body;
  if (!(body instanceof Uint8Array)) return Readable.from(watched(body, disk), { objectMode: false });
  disk.assertRoom();
  return body;
}

async function* watched(body: Readable, disk: DiskReserve): AsyncGenerator<Uint8Array> {
  let failure: unknown = null;
  for await (const piece of body as AsyncIterable<Uint8Array>) {
    if (failure !== null) continue;
    try {
      disk.assertRoom();
    } catch (error) {
      failure = error;
      continue;
    }
    yield piece;
  }
  if (failure !== null) throw failure;
}
