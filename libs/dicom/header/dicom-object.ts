import type { DataSet, Element } from 'dicom-parser';
import type { BulkValue } from './bulk-value';
import type { ByteSource } from './byte-source';
import { type DicomJson, type DicomJsonOptions, toDicomJson } from './dicom-json';
import { DicomItem } from './dicom-item';
import { type Inflation, InflatingSource } from './inflating-source';
import type { InstanceHeader } from './instance-header';
import { interpretHeader } from './interpret-header';
import { type Part10, readPart10, readPart10From } from './part10';
import type { ReadLimits } from './read-limits';

const TAG = /^[0-9a-fA-F]{8}$/;

/** A parsed instance: its attributes, its header, and access to its pixel data. */
export class DicomObject extends DicomItem {
  readonly transferSyntaxUid: string;
  /** Group 0002. */
  readonly meta: DicomItem;
  /** Where the data set begins in the Part 10 file. */
  readonly dataSetStart: number;
  private readonly inflation?: Inflation;
  private interpreted?: InstanceHeader;

  private constructor(part10: Part10) {
    super(part10.dataSet);
    this.transferSyntaxUid = part10.transferSyntaxUid;
    this.meta = new DicomItem(part10.meta);
    this.dataSetStart = part10.dataSetStart;
    this.inflation = part10.inflation;
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
   * Reads a Part 10 file from a source. Long binary values, Pixel Data and Encapsulated Document stay there:
   * {@link DicomItem.bulk} tells where, in what {@link DicomObject.bulkSource} makes of the source.
   * @throws DicomError as {@link DicomObject.parse}, and the source's own errors
   */
  static async read(source: ByteSource, limits?: Partial<ReadLimits>): Promise<DicomObject> {
    return new DicomObject(await readPart10From(source, limits));
  }

  /**
   * Where places of {@link DicomItem.bulk} are places: the source that the object was read from, or what is inflated
   * of it, as it is looked at.
   */
  bulkSource<Source extends Pick<ByteSource, 'size' | 'read'>>(source: Source): Source | InflatingSource {
    return this.inflation ? new InflatingSource(source, this.inflation) : source;
  }

  /** Whether places of {@link DicomItem.bulk} are places in the Part 10 file itself. */
  get liesOpen(): boolean {
    return this.inflation === undefined;
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

  /** The item and tag that a path of {@link DicomJsonOptions.bulkDataUri} names: `54000100/1/54001010`. */
  attributeAt(path: string): { item: DicomItem; tag: string } | undefined {
    const steps = path.split('/');
    const tag = steps.pop() ?? '';
    const item = steps.reduce<DicomItem | undefined>((around, sequence, step) => {
      // Tags of sequences and, from 1, numbers of their items take turns.
      if (step % 2 === 1) return around;
      return TAG.test(sequence) ? around?.sequence(sequence)[Number(steps[step + 1]) - 1] : undefined;
    }, this);
    return item && TAG.test(tag) && item.has(tag) ? { item, tag } : undefined;
  }

  /** Where the value under a path of {@link DicomObject.attributeAt} lies, when it was left in the source. */
  bulkAt(path: string): BulkValue | undefined {
    const found = this.attributeAt(path);
    return found?.item.bulk(found.tag);
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
