import { once } from 'node:events';
import type { Writable } from 'node:stream';
import { constants, createGzip } from 'node:zlib';
import type { DicomJson } from '@wetread/dicom';
import type { Request, Response } from 'express';
import type { SearchResults } from '../../application/query/search-studies';
import type { QueryLevel } from '../../domain/query/attribute-levels';
import { acceptablesOf, covers } from './accept';
import { notAcceptable } from './dicomweb-errors';
import { XmlParts } from './dicom-xml';
import type { RetrieveUrls } from './retrieve-url';

const JSON_TYPES = ['application/dicom+json', 'application/json'];
const XML_TYPE = 'application/dicom+xml';
const RETRIEVE_URL = '00081190';
/** So much is gathered before it is written. */
const CHUNK = 64 * 1024;

export type ResultFormat = 'json' | 'xml';

/** Which of the media types of PS3.18 table 10.6.2-1 the client wants. @throws NotAcceptableException */
export function resultFormat(request: Request): ResultFormat {
  for (const { type, parameters } of acceptablesOf(request)) {
    if (JSON_TYPES.some((json) => covers(type, json))) return 'json';
    const root = parameters.get('type')?.toLowerCase() ?? XML_TYPE;
    if (type === 'multipart/related' && root === XML_TYPE) return 'xml';
  }
  throw notAcceptable([...JSON_TYPES, `multipart/related; type="${XML_TYPE}"`]);
}

export async function* withRetrieveUrl(
  level: QueryLevel,
  results: AsyncIterable<DicomJson>,
  urls: RetrieveUrls,
): AsyncGenerator<DicomJson> {
  for await (const result of results) {
    result[RETRIEVE_URL] = { vr: 'UR', Value: [urlOf(level, result, urls)] };
    yield result;
  }
}

function urlOf(level: QueryLevel, result: DicomJson, urls: RetrieveUrls): string {
  const uid = (tag: string): string => String(result[tag]?.Value?.[0] ?? '');
  const study = uid('0020000D');
  if (level === 'STUDY') return urls.study(study);
  const series = uid('0020000E');
  return level === 'SERIES' ? urls.series(study, series) : urls.instance(study, series, uid('00080018'));
}

/**
 * Answers a search (PS3.18 10.6.3). Results are written as they come, so that their number costs no memory; an error
 * on the way breaks the connection rather than ending a list that is not whole.
 */
export async function sendResults(
  response: Response,
  format: ResultFormat,
  { hasMore, results }: SearchResults,
): Promise<void> {
  response.setHeader('Cache-Control', 'private, no-cache');
  // PS3.18 section 8.3.4.4.1.
  if (hasMore)
    response.appendHeader('Warning', '299 wetread "There are additional results that can be requested"');
  response.vary('Accept-Encoding');
  const parts = format === 'json' ? new JsonList() : new XmlParts();
  let body: Writable | null = null;
  let gathered = '';
  for await (const result of results) {
    gathered += parts.next(result);
    if (gathered.length < CHUNK) continue;
    body ??= longBody(response.status(200).type(parts.type));
    if (!body.write(gathered)) await drained(body, response);
    gathered = '';
    if (response.destroyed) return;
  }
  body ??= response.status(200).type(parts.type);
  body.end(gathered + parts.end());
}

/** Resolves when more can be written, or when nobody takes it any more. */
async function drained(body: Writable, response: Response): Promise<void> {
  const settled = new AbortController();
  const { signal } = settled;
  try {
    await Promise.race([once(body, 'drain', { signal }), once(response, 'close', { signal })]);
  } finally {
    settled.abort();
  }
}

/** What is long is compressed for whoever takes it; the metadata of a study are the same text over and over. */
function longBody(response: Response): Writable {
  if (response.req.acceptsEncodings('gzip') !== 'gzip') return response;
  response.setHeader('Content-Encoding', 'gzip');
  const tag = response.getHeader('ETag');
  // Other bytes with the same meaning (RFC 9110 section 8.8.1).
  if (tag !== undefined) response.setHeader('ETag', `W/${String(tag)}`);
  const gzip = createGzip({ level: constants.Z_BEST_SPEED });
  response.once('close', () => gzip.destroy());
  gzip.pipe(response);
  return gzip;
}

/** An array of data sets in the DICOM JSON Model. */
class JsonList {
  readonly type = 'application/dicom+json';
  private count = 0;

  next(result: DicomJson): string {
    return `${this.count++ === 0 ? '[' : ','}${JSON.stringify(result)}`;
  }

  end(): string {
    // Nothing found is an empty list and 200 (CP-2473): clients stumble over the 204 that PS3.18 2024 asked for.
    return this.count === 0 ? '[]' : ']';
  }
}
