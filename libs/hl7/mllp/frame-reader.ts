/** MLLP release 1: `VT message FS CR`. */
const VT = 0x0b;
const FS = 0x1c;
const CR = 0x0d;
const LF = 0x0a;

/** What breaks the framing; the connection is of no use afterwards, since nobody knows where the next message begins. */
export type FrameFault = 'outside-block' | 'nested-block' | 'too-large';

/** Puts a message into its block. */
export const framed = (message: Uint8Array): Buffer =>
  Buffer.concat([Buffer.of(VT), message, Buffer.of(FS, CR)]);

/**
 * Cuts a byte stream into MLLP blocks, however it is chunked; holds at most `limit` bytes plus one chunk. Line ends
 * between blocks are skipped, and so is a CR missing after FS: both are common and lose nothing.
 */
export class FrameReader {
  private pieces: Buffer[] | null = null;
  private length = 0;

  constructor(private readonly limit: number) {}

  /** Whether a block has begun and not ended. */
  get isInside(): boolean {
    return this.pieces !== null;
  }

  /** The blocks that end in this chunk; a fault comes last and ends the stream. */
  *read(chunk: Buffer): Generator<Buffer | FrameFault> {
    let at = 0;
    while (at < chunk.length) {
      const rest = chunk.subarray(at);
      if (!this.pieces) {
        if (rest[0] === VT) this.pieces = [];
        else if (rest[0] !== CR && rest[0] !== LF) return yield 'outside-block';
        at += 1;
        continue;
      }
      const end = rest.indexOf(FS);
      const piece = end < 0 ? rest : rest.subarray(0, end);
      const fault = this.take(piece);
      if (fault) return yield fault;
      at += piece.length + 1;
      if (end >= 0) yield this.finish();
    }
  }

  private take(piece: Buffer): FrameFault | null {
    if (piece.includes(VT)) return 'nested-block';
    this.length += piece.length;
    if (this.length > this.limit) return 'too-large';
    this.pieces?.push(piece);
    return null;
  }

  private finish(): Buffer {
    const block = Buffer.concat(this.pieces ?? [], this.length);
    this.pieces = null;
    this.length = 0;
    return block;
  }
}
