import type { Readable } from 'node:stream';
import type { DicomObject } from '../header/dicom-object';

/** An object whose header is in memory and whose bulk values are not. */
export interface TranscodingSource {
  readonly header: DicomObject;
  /** Encoded bytes of one frame, 1-based. */
  frame(number: number): Promise<Uint8Array>;
  /** A value under the path of its BulkDataURI. */
  bulk(path: string): { length: number; stream(): Readable } | null;
}
