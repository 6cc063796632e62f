import { Readable } from 'node:stream';
import type { Limits } from '@wetread/platform';
import type { IncomingInstance } from '../domain/incoming';
import { parseMediaType } from './multipart-related/media-type';
import { UploadTooLarge } from './multipart-related/multipart-errors';
import { type Part, readParts } from './multipart-related/multipart-reader';
import { UnsupportedPart, UnsupportedUpload } from './stow-errors';
import { metadataObjects } from './stow-metadata';

const DICOM = 'application/dicom';
const METADATA: ReadonlySet<string> = new Set(['application/dicom+json', 'application/dicom+xml']);
const MOST_PARTS = 10_000;

export interface StowRequest {
  headers: Readonly<Record<string, string | string[] | undefined>>;
  body: AsyncIterable<Uint8Array>;
}

/**
 * The instances of a STOW-RS request (PS3.18 10.5.2): multipart/related of objects or of metadata with bulk data, or
 * one object as application/dicom.
 * No object is ever in memory whole.
 * @throws UnsupportedUpload and UploadTooLarge at once; the errors of {@link readParts} while iterating and reading
 */
export function stowPayload(
  { headers, body }: StowRequest,
  { uploadBytes }: Limits,
): AsyncIterable<IncomingInstance> {
  // A compressed body could inflate without bound, and no DICOM client sends one.
  const encoding = String(headers['content-encoding'] ?? 'identity');
  if (encoding !== 'identity') throw new UnsupportedUpload();
  if (Number(headers['content-length'] ?? 0) > uploadBytes) throw new UploadTooLarge(uploadBytes);
  const { type, parameters } = parseMediaType(String(headers['content-type'] ?? ''));
  if (type === DICOM) return singleObject(body, uploadBytes);
  const root = parameters.get('type')?.toLowerCase() ?? DICOM;
  if (type !== 'multipart/related' || (root !== DICOM && !METADATA.has(root))) throw new UnsupportedUpload();
  const limits = { totalBytes: uploadBytes, parts: MOST_PARTS };
  const parts = readParts(body, parameters.get('boundary') ?? '', limits);
  return root === DICOM ? partObjects(parts) : metadataObjects(parts);
}

async function* partObjects(parts: AsyncIterable<Part>): AsyncGenerator<IncomingInstance> {
  for await (const part of parts) yield incoming(part);
}

function incoming({ number, headers, body }: Part): IncomingInstance {
  const name = `part ${number}`;
  const { type } = parseMediaType(headers.get('content-type'));
  return type === '' || type === DICOM ? { name, body } : { name, error: new UnsupportedPart() };
}

async function* singleObject(
  body: AsyncIterable<Uint8Array>,
  limit: number,
): AsyncGenerator<IncomingInstance> {
  yield { name: 'body', body: Readable.from(bounded(body, limit), { objectMode: false }) };
}

async function* bounded(body: AsyncIterable<Uint8Array>, limit: number): AsyncGenerator<Uint8Array> {
  let bytes = 0;
  for await (const piece of body) {
    bytes += piece.byteLength;
    if (bytes > limit) throw new UploadTooLarge(limit);
    yield piece;
  }
}
