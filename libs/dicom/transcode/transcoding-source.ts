import type { Readable } from 'node:stream';
import type { DicomObject } from '../header/dicom-object';
import type { PixelCodecs } from '../pixels/pixel-codecs';

/** An object whose header is in memory and whose bulk values are not. */
export interface TranscodingSource {
  readonly header: DicomObject;
  /** Who does the codecs' work; the thread that reads, unless told. */
  readonly codecs?: PixelCodecs;
  /** Encoded bytes of one frame, 1-based. */
  frame(number: number): Promise<Uint8Array>;
  /** A value under the path of its BulkDataURI. */
  bulk(path: string): { length: number; stream(): Readable } | null;
}
