import { type DicomObject, transcodeFrame, TransferSyntax } from '@wetread/dicom';
import { everyFrame } from '../../application/read-frame.use-case';
import type { StoredObject } from '../../domain/query/stored-objects';
import { littleEndian } from './little-endian';
import { bytesPart, type Part } from './multipart-writer';

export const OCTETS = 'application/octet-stream';
export const PIXEL_DATA = '7FE00010';
const NATIVE = TransferSyntax.ExplicitVrLittleEndian;
const PIXELS = `${OCTETS}; transfer-syntax=${NATIVE}`;

/**
 * The values that an instance's metadata name by URL, each a part with that URL; compressed pixels frame by frame, as
 * they have no value of their own (PS3.18 section 8.7.3.3.2). Uncompressed, in little endian.
 * @param url of the instance
 */
export async function* bulkParts(
  object: StoredObject,
  url: string,
  isWanted: (path: string) => boolean,
): AsyncGenerator<Part> {
  for (const path of bulkPaths(object.header).filter(isWanted)) {
    if (path === PIXEL_DATA && object.header.bulk(PIXEL_DATA)?.fragments) {
      yield* frameParts(object, url);
      continue;
    }
    const bulk = littleEndian(object, object.bulk(path));
    const type = path === PIXEL_DATA ? PIXELS : OCTETS;
    if (bulk)
      yield { type, location: `${url}/bulkdata/${path}`, length: bulk.length, body: () => bulk.stream() };
  }
}

async function* frameParts(object: StoredObject, url: string): AsyncGenerator<Part> {
  for (const frame of everyFrame(object.instance)) {
    const { header, codecs } = object;
    const { bytes } = await transcodeFrame(header, await object.frame(frame), frame, NATIVE, codecs);
    yield bytesPart(PIXELS, bytes, `${url}/frames/${frame}`);
  }
}

function bulkPaths(header: DicomObject): string[] {
  const paths: string[] = [];
  header.toDicomJson({
    bulkDataUri: (path) => {
      paths.push(path);
      return path;
    },
  });
  return paths;
}
