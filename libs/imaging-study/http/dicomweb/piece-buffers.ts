/** Bytes of a piece. A frame of 512 x 512 of 16 bits and what stands around it is one piece, and one write. */
export const PIECE_BYTES = 1024 * 1024;
/** So many stay when nobody needs them. */
const MOST_IDLE = 8;
/** What is shorter costs the collector little, and a slow client need not hold a whole piece for it. */
const SHORTEST = 64 * 1024;

/**
 * Memory through which stored bytes pass on their way out, used again and again: half a megabyte that is made and
 * dropped for each frame has the garbage collector go over the whole heap every hundred frames.
 */
export class PieceBuffers {
  private readonly idle: Buffer[] = [];

  /** Memory with whatever was left in it; one that is never given back is only made anew. */
  take(bytes: number): Buffer {
    if (bytes < SHORTEST) return Buffer.allocUnsafe(bytes);
    return (this.idle.pop() ?? Buffer.allocUnsafeSlow(PIECE_BYTES)).subarray(0, bytes);
  }

  /** Only when nothing reads from it any more. */
  giveBack({ buffer, length }: Buffer): void {
    if (length >= SHORTEST && this.idle.length < MOST_IDLE) this.idle.push(Buffer.from(buffer));
  }
}
