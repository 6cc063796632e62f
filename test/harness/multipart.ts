/** One part of a multipart/related answer. */
export interface AnsweredPart {
  headers: Record<string, string>;
  body: Buffer;
}

/** Takes a multipart/related answer (RFC 2387) apart. */
export async function partsOf(response: Response): Promise<AnsweredPart[]> {
  const boundary = /boundary="?([^";]+)"?/.exec(response.headers.get('content-type') ?? '')?.[1];
  if (!boundary) throw new Error(`not multipart: ${response.status} ${response.headers.get('content-type')}`);
  const bytes = Buffer.from(await response.arrayBuffer());
  const delimiter = Buffer.from(`--${boundary}`);
  const parts: AnsweredPart[] = [];
  let at = bytes.indexOf(delimiter);
  for (;;) {
    const start = at + delimiter.length;
    const next = bytes.indexOf(Buffer.concat([Buffer.from('\r\n'), delimiter]), start);
    if (bytes.toString('latin1', start, start + 2) === '--' || next < 0) return parts;
    const head = bytes.indexOf('\r\n\r\n', start);
    const lines = bytes.toString('latin1', start + 2, head).split('\r\n');
    const headers = Object.fromEntries(
      lines.map((line) => [
        line.slice(0, line.indexOf(':')).toLowerCase(),
        line.slice(line.indexOf(':') + 1).trim(),
      ]),
    );
    parts.push({ headers, body: bytes.subarray(head + 4, next) });
    at = next + 2;
  }
}
