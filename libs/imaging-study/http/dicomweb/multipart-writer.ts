import { randomUUID } from 'node:crypto';

/** One part of a multipart/related answer (PS3.18 section 8.6.1.2). */
export interface Part {
  /** Content-Type of the part. */
  type: string;
  /** Content-Location of the part, where it has a URL of its own. */
  location?: string;
  /** Length of the body, where it is known before it is read. */
  length: number | null;
  body(): AsyncIterable<Uint8Array>;
}

const CRLF = Buffer.from('\r\n');

/** Writes parts one after the other; nothing of a part is read before its turn. */
export class MultipartWriter {
  private readonly boundary = randomUUID();

  /** @param root media type of the parts */
  constructor(private readonly root: string) {}

  get type(): string {
    return `multipart/related; type="${this.root}"; boundary=${this.boundary}`;
  }

  /** Length of the whole, when every part's is known. */
  lengthOf(parts: readonly Part[]): number | null {
    let length = this.end().length;
    for (const part of parts) {
      if (part.length === null) return null;
      length += this.head(part).length + part.length + 2;
    }
    return length;
  }

  /** What stands around the body of an only part. */
  around(part: Pick<Part, 'type' | 'length'>): { before: Buffer; after: Buffer } {
    return { before: this.head(part), after: Buffer.concat([CRLF, this.end()]) };
  }

  async *write(parts: Iterable<Part> | AsyncIterable<Part>): AsyncGenerator<Uint8Array> {
    for await (const part of parts) {
      yield this.head(part);
      yield* part.body();
      yield CRLF;
    }
    yield this.end();
  }

  private head({ type, location, length }: Omit<Part, 'body'>): Buffer {
    const fields = [`Content-Type: ${type}`];
    if (location !== undefined) fields.push(`Content-Location: ${location}`);
    if (length !== null) fields.push(`Content-Length: ${length}`);
    return Buffer.from(`--${this.boundary}\r\n${fields.join('\r\n')}\r\n\r\n`);
  }

  private end(): Buffer {
    return Buffer.from(`--${this.boundary}--\r\n`);
  }
}

/** Bytes in memory as the body of a part. */
export const bytesPart = (type: string, bytes: Uint8Array, location?: string): Part => ({
  type,
  location,
  length: bytes.length,
  async *body() {
    yield bytes;
  },
});
