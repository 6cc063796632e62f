import type { Readable } from 'node:stream';
import type { DicomObject, PixelWork, StoredPlace } from '@wetread/dicom';
import type { SeriesInstanceUid, SopInstanceUid, StudyInstanceUid } from '@wetread/kernel';
import type { StoredInstance } from '../stored-study';

/** First and last byte wanted, both included (RFC 9110 section 14). */
export interface Range {
  start: number;
  end?: number;
}

/** A value that is too long to be held: its bytes as the object holds them. */
export interface BulkData {
  /** As encoded or from the dictionary. */
  vr: string;
  /** Bytes that `stream` gives without a range. */
  length: number;
  stream(range?: Range): Readable;
}

/** A stored instance whose header is in memory and whose pixels are not; nothing needs closing. */
export interface StoredObject {
  readonly instance: StoredInstance;
  /** Long binary values and pixel data are left out: `has()` is true, `bytes()` undefined. */
  readonly header: DicomObject;
  readonly transferSyntaxUid: string;
  /** Decodes, shows and compresses frames without keeping the event loop. */
  readonly codecs: PixelWork;
  /** Length of the data set as stored (deflated when the transfer syntax is), without preamble and group 0002. */
  readonly dataSetBytes: number;
  /** The Part 10 file, byte for byte as received. */
  part10(range?: Range): Readable;
  /** The data set alone, as C-STORE sends it. */
  dataSet(): Readable;
  /**
   * Encoded bytes of one frame, counted from 1: a codestream, or native samples in the object's byte order.
   * @throws PixelDataMissing, PixelDataDamaged, UnsupportedPixelFormat
   */
  frame(number: number): Promise<Uint8Array>;
  /**
   * Where the Part 10 file holds one frame just as `frame` gives it; `null` where it has to be put together.
   * @throws PixelDataMissing, PixelDataDamaged, UnsupportedPixelFormat
   */
  framePlace(number: number): StoredPlace | null;
  /** Fills memory with bytes of the Part 10 file from `offset` on. @throws PixelDataDamaged when it ends before */
  fill(target: Uint8Array, offset: number): Promise<void>;
  /** The value under a path as a BulkDataURI names it (`7FE00010`, `54000100/1/54001010`); `null` when there is none. */
  bulk(path: string): BulkData | null;
}

/** A study, a series of it or an instance of it; what is left out is not asked. */
export interface ObjectScope {
  studyInstanceUid?: StudyInstanceUid;
  seriesInstanceUid?: SeriesInstanceUid;
  sopInstanceUid?: SopInstanceUid;
}

/** The stored instances as objects to be sent on; deleted ones are not there. */
export abstract class StoredObjects {
  /** By series number, instance number, UID; empty when nothing is in scope. */
  abstract find(scope: ObjectScope): Promise<StoredInstance[]>;
  /** @throws InstanceNotFound; DicomError or BlobNotFound when the stored object can no longer be read */
  abstract open(instance: SopInstanceUid | StoredInstance): Promise<StoredObject>;
}
