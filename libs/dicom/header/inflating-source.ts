import { pipeline, Readable } from 'node:stream';
import { createInflate, createInflateRaw } from 'node:zlib';
import { InflateLimitExceeded } from '../dicom-error';
import type { ByteSource, SourceRange } from './byte-source';
import { allowedOutput, hasZlibHeader, inflateFailure } from './inflate';
import type { ReadLimits } from './read-limits';

/** How a deflated data set (PS3.5 annex A.5) lies in its source, found by inflating it once. */
export interface Inflation {
  /** Where the deflated data begin. */
  start: number;
  /** `zlib`: behind a header of RFC 1950, which some writers put there. */
  form: 'raw' | 'zlib';
  /** Bytes that come out. */
  size: number;
}

/** So much of the source is read at a time, and so much is inflated. */
const PIECE = 256 * 1024;
/** Looked at forwards, the stream stays open; idle for so long, it is closed. */
const IDLE_MS = 5_000;

/** What is inflated and not yet passed over. */
interface Cursor {
  chunks: AsyncIterator<Buffer>;
  inflating: Readable;
  /** Of the first byte that is held. */
  position: number;
  held: Buffer;
}

/**
 * A deflated data set as if it were inflated: its bytes are inflated as they are looked at, and let go. Going forwards
 * costs inflating once; going back begins anew. Memory does not grow with it.
 */
export class InflatingSource implements ByteSource {
  private cursor: Cursor | null = null;
  /** Readings take turns: there is one stream. */
  private before: Promise<unknown> = Promise.resolve();
  private idle: NodeJS.Timeout | undefined;

  constructor(
    private readonly source: Pick<ByteSource, 'size' | 'read'>,
    private readonly inflation: Inflation,
  ) {}

  get size(): number {
    return this.inflation.size;
  }

  read(offset: number, length: number): Promise<Uint8Array> {
    const reading = this.before.then(() => this.readNow(offset, Math.min(length, this.size - offset)));
    this.before = reading.catch(() => undefined);
    return reading;
  }

  stream({ start, end }: SourceRange = { start: 0 }): Readable {
    const stretch = cut(inflated(this.source, this.inflation), start, end ?? this.size - 1);
    return Readable.from(stretch, { objectMode: false });
  }

  /** Lets go of what is held; the next reading begins anew. */
  rest(): void {
    clearTimeout(this.idle);
    this.cursor?.inflating.destroy();
    this.cursor = null;
  }

  private async readNow(offset: number, length: number): Promise<Uint8Array> {
    clearTimeout(this.idle);
    if (length <= 0) return new Uint8Array();
    try {
      return await this.forwards(offset, length);
    } catch (error) {
      this.rest();
      throw error;
    } finally {
      if (this.cursor) this.idle = setTimeout(() => this.rest(), IDLE_MS).unref();
    }
  }

  private async forwards(offset: number, length: number): Promise<Uint8Array> {
    if (!this.cursor || offset < this.cursor.position) this.begin();
    const cursor = this.cursor!;
    const pieces = cursor.held.length > 0 ? [cursor.held] : [];
    let position = cursor.position;
    let total = cursor.held.length;
    while (position + total < offset + length) {
      const { value, done } = await cursor.chunks.next();
      if (done) break;
      pieces.push(value);
      total += value.length;
      // What lies before the wanted bytes is let go as it comes.
      while (pieces[0] && position + pieces[0].length <= offset) {
        position += pieces[0].length;
        total -= pieces[0].length;
        pieces.shift();
      }
    }
    const whole = pieces.length === 1 ? pieces[0]! : Buffer.concat(pieces, total);
    cursor.held = whole.subarray(Math.min(offset - position, total));
    cursor.position = position + total - cursor.held.length;
    return cursor.held.subarray(0, length);
  }

  private begin(): void {
    this.rest();
    const inflating = inflated(this.source, this.inflation);
    const chunks = inflating[Symbol.asyncIterator]() as AsyncIterator<Buffer>;
    this.cursor = { chunks, inflating, position: 0, held: Buffer.alloc(0) };
  }
}

/**
 * Inflates a data set once to know its size, without holding it.
 * @throws InflateLimitExceeded, TruncatedObject, MalformedObject
 */
export async function measureInflation(
  source: ByteSource,
  start: number,
  limits: ReadLimits,
): Promise<Inflation> {
  const allowed = allowedOutput(source.size - start, limits);
  try {
    return { start, form: 'raw', size: await sizeOf(source, { start, form: 'raw' }, allowed) };
  } catch (error) {
    if (error instanceof InflateLimitExceeded) throw error;
    if (!hasZlibHeader(await source.read(start, 4))) throw inflateFailure(error);
  }
  try {
    return { start, form: 'zlib', size: await sizeOf(source, { start, form: 'zlib' }, allowed) };
  } catch (error) {
    throw error instanceof InflateLimitExceeded ? error : inflateFailure(error);
  }
}

async function sizeOf(
  source: ByteSource,
  form: Pick<Inflation, 'start' | 'form'>,
  allowed: number,
): Promise<number> {
  let size = 0;
  for await (const chunk of inflated(source, form)) {
    size += (chunk as Buffer).length;
    if (size > allowed) throw new InflateLimitExceeded(allowed);
  }
  return size;
}

function inflated(
  source: Pick<ByteSource, 'size' | 'read'>,
  { start, form }: Pick<Inflation, 'start' | 'form'>,
): Readable {
  // Each piece that comes out is a trip to another thread: few and large ones.
  const options = { chunkSize: PIECE };
  const inflating = form === 'raw' ? createInflateRaw(options) : createInflate(options);
  // Its error, the source's or its own, comes to whoever reads.
  return pipeline(Readable.from(piecesOf(source, start)), inflating, () => undefined);
}

/** Read and not streamed: a stream that is broken off closes the file of a source that others still read. */
async function* piecesOf(
  source: Pick<ByteSource, 'size' | 'read'>,
  start: number,
): AsyncGenerator<Uint8Array> {
  for (let at = start; at < source.size; at += PIECE) yield await source.read(at, PIECE);
}

async function* cut(chunks: AsyncIterable<Buffer>, start: number, end: number): AsyncGenerator<Buffer> {
  let position = 0;
  for await (const chunk of chunks) {
    const from = Math.max(start - position, 0);
    const to = Math.min(end + 1 - position, chunk.length);
    if (from < to) yield chunk.subarray(from, to);
    position += chunk.length;
    if (position > end) return;
  }
}
