import { Readable } from 'node:stream';
import {
  type ByteSource,
  type DicomObject,
  PixelDataDamaged,
  type PixelWork,
  readStoredFrame,
  storedFramePlace,
  type StoredPlace,
} from '@wetread/dicom';
import type { BlobStore } from '@wetread/platform';
import type { BulkData, Range, StoredObject } from '../../domain/query/stored-objects';
import type { StoredInstance } from '../../domain/stored-study';

/** {@link StoredObject} over a blob; each reading opens the blob anew, so that nothing is held between them. */
export class StoredBlobObject implements StoredObject {
  private inflating: ByteSource | null = null;

  constructor(
    private readonly blobs: BlobStore,
    readonly instance: StoredInstance,
    readonly header: DicomObject,
    readonly codecs: PixelWork,
  ) {}

  get transferSyntaxUid(): string {
    return this.header.transferSyntaxUid;
  }

  get dataSetBytes(): number {
    return this.instance.bytes - this.header.dataSetStart;
  }

  part10(range?: Range): Readable {
    return this.blobs.stream(this.instance.contentHash, range);
  }

  dataSet(): Readable {
    return this.part10({ start: this.header.dataSetStart });
  }

  async frame(number: number): Promise<Uint8Array> {
    if (!this.header.liesOpen) return readStoredFrame(this.header, this.inflated(), number);
    const file = await this.blobs.open(this.instance.contentHash);
    try {
      return await readStoredFrame(this.header, file, number);
    } finally {
      await file.close();
    }
  }

  framePlace(number: number): StoredPlace | null {
    return storedFramePlace(this.header, number);
  }

  async fill(target: Uint8Array, offset: number): Promise<void> {
    const file = await this.blobs.open(this.instance.contentHash);
    try {
      if ((await file.fill(target, offset)) < target.byteLength)
        throw new PixelDataDamaged('the object ends inside its pixel data');
    } finally {
      await file.close();
    }
  }

  bulk(path: string): BulkData | null {
    const found = this.header.attributeAt(path);
    if (!found) return null;
    const { item, tag } = found;
    const bulk = item.bulk(tag);
    if (bulk) {
      const stream = (range?: Range): Readable => {
        const place = within(bulk, range);
        return this.header.liesOpen ? this.part10(place) : this.inflated().stream(place);
      };
      return { vr: bulk.vr, length: bulk.length, stream };
    }
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

  /** One for all readings of this object: frames that follow each other are inflated once. */
  private inflated(): ByteSource {
    return (this.inflating ??= this.header.bulkSource({
      size: this.instance.bytes,
      read: (offset: number, length: number) => this.stretch(offset, length),
      stream: (range?: Range) => this.part10(range),
    }));
  }

  private async stretch(offset: number, length: number): Promise<Uint8Array> {
    const file = await this.blobs.open(this.instance.contentHash);
    try {
      return await file.read(offset, length);
    } finally {
      await file.close();
    }
  }
}

const within = ({ offset, length }: { offset: number; length: number }, range?: Range): Range => ({
  start: offset + (range?.start ?? 0),
  end: offset + (range?.end ?? length - 1),
});
