import type { DataSet, Element } from 'dicom-parser';
import { type DicomJson, type DicomJsonOptions, toDicomJson } from './dicom-json';
import { DicomItem } from './dicom-item';
import type { InstanceHeader } from './instance-header';
import { interpretHeader } from './interpret-header';
import { type Part10, readPart10 } from './part10';
import type { ReadLimits } from './read-limits';

/** A parsed instance: its attributes, its header, and access to its pixel data. */
export class DicomObject extends DicomItem {
  readonly transferSyntaxUid: string;
  /** Group 0002. */
  readonly meta: DicomItem;
  private interpreted?: InstanceHeader;

  private constructor(part10: Part10) {
    super(part10.dataSet);
    this.transferSyntaxUid = part10.transferSyntaxUid;
    this.meta = new DicomItem(part10.meta);
  }

  /**
   * Reads a whole Part 10 file (PS3.10 section 7); values stay views into `bytes`.
   * @throws DicomError: NotDicom, ExecutablePreamble, MissingUid (TransferSyntaxUID), TruncatedObject, MalformedObject,
   * TransferSyntaxContradicted, StructureLimitExceeded, InflateLimitExceeded
   */
  static parse(bytes: Uint8Array, limits?: Partial<ReadLimits>): DicomObject {
    return new DicomObject(readPart10(bytes, limits));
  }

  /**
   * What the product keeps of the instance. An object without its UIDs can be looked at, but not kept: it throws here.
   * @throws MissingUid, MalformedUid, SopClassContradicted
   */
  get header(): InstanceHeader {
    return (this.interpreted ??= interpretHeader(this));
  }

  /** The data set in the DICOM JSON Model (PS3.18 annex F). */
  toDicomJson(options?: DicomJsonOptions): DicomJson {
    return toDicomJson(this, options);
  }

  /** The parser's own data set, for the pixel reader of this room. */
  get elements(): DataSet {
    return this.dataSet;
  }

  /** (7FE0,0010) with its fragments, for the pixel reader of this room. */
  get pixelElement(): Element | undefined {
    return this.element('7FE00010');
  }
}

/**
 * The header alone; pixel data are neither copied nor decoded.
 * @throws DicomError as {@link DicomObject.parse}; MissingUid, MalformedUid, SopClassContradicted
 */
export const readInstanceHeader = (bytes: Uint8Array, limits?: Partial<ReadLimits>): InstanceHeader =>
  DicomObject.parse(bytes, limits).header;
