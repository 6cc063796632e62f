import { Readable } from 'node:stream';
import {
  bytesSource,
  type DicomObject,
  type PixelCodecs,
  readStoredFrame,
  TransferSyntax,
} from '@wetread/dicom';
import type { BlobStore } from '@wetread/platform';
import type { BulkData, Range, StoredObject } from '../../domain/query/stored-objects';
import type { StoredInstance } from '../../domain/stored-study';

const PIXEL_DATA = '7FE00010';

/** {@link StoredObject} over a blob; each reading opens the blob anew, so that nothing is held between them. */
export class StoredBlobObject implements StoredObject {
  constructor(
    private readonly blobs: BlobStore,
    readonly instance: StoredInstance,
    readonly header: DicomObject,
    readonly codecs: PixelCodecs,
  ) {}

  get transferSyntaxUid(): string {
    return this.header.transferSyntaxUid;
  }

  get dataSetBytes(): number {
    return this.instance.bytes - this.header.dataSetStart;
  }

  get pixelDataBytes(): number | null {
    const bulk = this.header.bulk(PIXEL_DATA);
    if (bulk) return bulk.fragments ? null : bulk.length;
    return this.header.bytes(PIXEL_DATA)?.length ?? null;
  }

  get leftOut(): ReadonlySet<string> {
    return new Set(this.header.tags.filter((tag) => this.header.bulk(tag) !== undefined));
  }

  part10(range?: Range): Readable {
    return this.blobs.stream(this.instance.contentHash, range);
  }

  dataSet(): Readable {
    return this.part10({ start: this.header.dataSetStart });
  }

  async frame(number: number): Promise<Uint8Array> {
    // A deflated data set is in memory as a whole.
    if (this.transferSyntaxUid === TransferSyntax.DeflatedExplicitVrLittleEndian)
      return readStoredFrame(this.header, bytesSource(new Uint8Array()), number);
    const file = await this.blobs.open(this.instance.contentHash);
    try {
      return await readStoredFrame(this.header, file, number);
    } finally {
      await file.close();
    }
  }

  bulk(path: string): BulkData | null {
    const found = this.header.attributeAt(path);
    if (!found) return null;
    const { item, tag } = found;
    const bulk = item.bulk(tag);
    if (bulk)
      return { vr: bulk.vr, length: bulk.length, stream: (range) => this.part10(within(bulk, range)) };
    const bytes = item.bytes(tag);
    if (!bytes) return null;
    return {
      vr: item.vr(tag),
      length: bytes.length,
      stream: ({ start, end } = { start: 0 }) =>
        Readable.from([bytes.subarray(start, end === undefined ? undefined : end + 1)], {
          objectMode: false,
        }),
    };
  }
}

const within = ({ offset, length }: { offset: number; length: number }, range?: Range): Range => ({
  start: offset + (range?.start ?? 0),
  end: offset + (range?.end ?? length - 1),
});
