import { pipeline } from 'node:stream/promises';
import { Readable } from 'node:stream';
import type { Request, Response } from 'express';
import type { Range } from '../../domain/query/stored-objects';

/** A body whose length is known and which can be read from anywhere. */
export interface SizedBody {
  type: string;
  length: number;
  stream(range?: Range): Readable;
}

/** Bytes in memory as a body. */
export const bytesBody = (type: string, bytes: Uint8Array): SizedBody => ({
  type,
  length: bytes.length,
  stream: ({ start, end }: Range = { start: 0 }): Readable =>
    Readable.from([bytes.subarray(start, end === undefined ? undefined : end + 1)], { objectMode: false }),
});

/** Sends a body or the one range of it that is asked for (RFC 9110 section 14); several ranges are answered with all. */
export async function sendBytes(request: Request, response: Response, body: SizedBody): Promise<void> {
  const range = beginBytes(request, response, body);
  if (range) await sendStream(request, response, () => body.stream(range.isAll ? undefined : range));
}

/**
 * Status and headers of an answer whose length is known; the bytes that are to follow them, or `null` when the answer
 * is ended because none of the range that is asked for is there.
 */
export function beginBytes(
  request: Request,
  response: Response,
  { type, length }: Pick<SizedBody, 'type' | 'length'>,
): (Required<Range> & { isAll: boolean }) | null {
  response.setHeader('Accept-Ranges', 'bytes');
  response.type(type);
  const range = rangeOf(request, response, length);
  if (range === 'unsatisfiable') {
    response.setHeader('Content-Range', `bytes */${length}`);
    response.status(416).end();
    return null;
  }
  if (range) response.status(206).setHeader('Content-Range', `bytes ${range.start}-${range.end}/${length}`);
  const { start, end } = range ?? { start: 0, end: length - 1 };
  response.setHeader('Content-Length', end - start + 1);
  return { start, end, isAll: range === undefined };
}

/** Sends what `open` gives, chunk by chunk; for HEAD, nothing is opened. */
export async function sendStream(
  request: Request,
  response: Response,
  open: () => AsyncIterable<Uint8Array>,
): Promise<void> {
  if (request.method === 'HEAD') return void response.end();
  const source = open();
  try {
    await pipeline(
      source instanceof Readable ? source : Readable.from(source, { objectMode: false }),
      response,
    );
  } catch (error) {
    // The client went away: nobody is left to tell.
    if ((error as NodeJS.ErrnoException).code === 'ERR_STREAM_PREMATURE_CLOSE') return;
    throw error;
  }
}

function rangeOf(
  request: Request,
  response: Response,
  length: number,
): { start: number; end: number } | 'unsatisfiable' | undefined {
  const condition = request.get('if-range');
  if (condition !== undefined && condition !== response.getHeader('ETag')) return undefined;
  const ranges = request.range(length);
  if (ranges === -1) return 'unsatisfiable';
  if (ranges === undefined || ranges === -2 || ranges.type !== 'bytes' || ranges.length !== 1)
    return undefined;
  return ranges[0];
}
