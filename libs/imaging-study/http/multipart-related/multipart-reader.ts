import { Readable } from 'node:stream';
import { MultipartMalformed, MultipartTruncated, TooManyParts, UploadTooLarge } from './multipart-errors';

export interface MultipartLimits {
  /** The whole body. */
  totalBytes: number;
  parts: number;
}

export interface Part {
  /** From 1. */
  number: number;
  /** Names in lower case. */
  headers: ReadonlyMap<string, string>;
  /** Exactly the part's bytes, as they arrive. What is not read of it is skipped when the next part is asked for. */
  body: Readable;
}

const LARGEST_HEADER = 16 * 1024;
/** RFC 2046 allows a writer 70 characters; Orthanc writes 73. */
const BOUNDARY = /^[\x20-\x7e]{1,200}$/;
const CRLF = '\r\n';

/**
 * Reads a multipart body (RFC 2046 section 5.1, RFC 2387) part by part; no part is ever in memory whole, and each
 * byte is looked at once. Preamble and epilogue are ignored.
 * @throws MultipartMalformed, MultipartTruncated, TooManyParts, UploadTooLarge; a part's `body` fails with the same
 */
export async function* readParts(
  source: AsyncIterable<Uint8Array>,
  boundary: string,
  limits: MultipartLimits,
): AsyncGenerator<Part> {
  const reader = new MultipartReader(source, boundary, limits);
  await reader.skipPreamble();
  for (let number = 1; !(await reader.atEnd()); number += 1) {
    if (number > limits.parts) throw new TooManyParts(limits.parts);
    yield { number, headers: await reader.headers(), body: reader.body() };
    await reader.skipBody();
  }
}

class MultipartReader {
  // Begins with a line break, so that the first boundary looks like all others.
  private buffer: Buffer = Buffer.from(CRLF);
  private readonly chunks: AsyncIterator<Uint8Array>;
  private readonly delimiter: Buffer;
  private received = 0;
  /** The preamble is skipped like a body. */
  private isInBody = true;

  constructor(
    source: AsyncIterable<Uint8Array>,
    boundary: string,
    private readonly limits: MultipartLimits,
  ) {
    if (!BOUNDARY.test(boundary)) throw new MultipartMalformed('the boundary is missing or invalid');
    this.chunks = source[Symbol.asyncIterator]();
    this.delimiter = Buffer.from(`${CRLF}--${boundary}`, 'latin1');
  }

  async skipPreamble(): Promise<void> {
    await this.skipBody();
  }

  /** Behind a delimiter: `--` closes the body, a line break opens a part, which stays in the buffer. */
  async atEnd(): Promise<boolean> {
    await this.need(2);
    if (this.buffer.toString('latin1', 0, 2) === '--') return true;
    let padding = 0;
    while (this.buffer[padding] === 0x20 || this.buffer[padding] === 0x09) {
      padding += 1;
      if (padding > 64) throw new MultipartMalformed('a boundary line does not end');
      await this.need(padding + 2);
    }
    this.buffer = this.buffer.subarray(padding);
    if (this.buffer.toString('latin1', 0, 2) !== CRLF)
      throw new MultipartMalformed('a boundary line goes on');
    return false;
  }

  async headers(): Promise<Map<string, string>> {
    let end = this.buffer.indexOf(CRLF + CRLF);
    while (end < 0) {
      if (this.buffer.length > LARGEST_HEADER)
        throw new MultipartMalformed('the header of a part does not end');
      await this.fill();
      end = this.buffer.indexOf(CRLF + CRLF);
    }
    const lines = this.buffer.toString('latin1', 0, end).split(CRLF).filter(Boolean);
    // The empty line's own break stays, because the delimiter of an empty body begins with it.
    this.buffer = this.buffer.subarray(end + 2);
    return new Map(lines.map(headerOf));
  }

  body(): Readable {
    this.isInBody = true;
    // The line break that ended the headers is none of the body's.
    return Readable.from(this.untilDelimiter(2), { objectMode: false });
  }

  /** Reads on to the next delimiter, when nobody has yet. */
  async skipBody(): Promise<void> {
    if (!this.isInBody) return;
    for await (const piece of this.untilDelimiter(0)) void piece;
  }

  private async *untilDelimiter(skip: number): AsyncGenerator<Buffer> {
    let left = skip;
    while (this.isInBody) {
      const found = this.buffer.indexOf(this.delimiter);
      const end = found >= 0 ? found : Math.max(0, this.buffer.length - this.delimiter.length + 1);
      const piece = this.buffer.subarray(Math.min(left, end), end);
      left -= Math.min(left, end);
      this.buffer = this.buffer.subarray(found >= 0 ? found + this.delimiter.length : end);
      this.isInBody = found < 0;
      if (piece.length > 0) yield piece;
      if (this.isInBody) await this.fill();
    }
  }

  private async need(bytes: number): Promise<void> {
    while (this.buffer.length < bytes) await this.fill();
  }

  private async fill(): Promise<void> {
    const { totalBytes } = this.limits;
    if (this.received > totalBytes) throw new UploadTooLarge(totalBytes);
    const { done, value } = await this.chunks.next();
    if (done) throw new MultipartTruncated();
    // What came within the limit counts, however the network cut it into pieces.
    const allowed = value.subarray(0, totalBytes - this.received);
    this.received += value.byteLength;
    if (allowed.byteLength === 0 && value.byteLength > 0) throw new UploadTooLarge(totalBytes);
    this.buffer = Buffer.concat([this.buffer, allowed]);
  }
}

function headerOf(line: string): [string, string] {
  const colon = line.indexOf(':');
  if (colon < 1) throw new MultipartMalformed('a header line of a part has no name');
  return [line.slice(0, colon).trim().toLowerCase(), line.slice(colon + 1).trim()];
}
