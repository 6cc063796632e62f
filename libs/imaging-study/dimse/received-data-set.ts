import { Writable } from 'node:stream';
import { Dataset } from 'dcmjs-dimse';

/**
 * Gathers the fragments of one C-STORE data set as they come. Beyond `limit` it only counts, so that the sender
 * gets a status instead of a broken association.
 */
export class DataSetCollector extends Writable {
  private fragments: Buffer[] = [];
  private length = 0;

  constructor(private readonly limit: number) {
    // The library waits for `drain` only after it has gone on reading, which would mix up fragments; with this mark
    // it never needs to.
    super({ highWaterMark: 2 ** 40 });
  }

  override _write(fragment: Buffer, _encoding: BufferEncoding, done: () => void): void {
    this.length += fragment.length;
    if (this.length <= this.limit) this.fragments.push(fragment);
    else this.fragments = [];
    done();
  }

  /** The data set, byte for byte as sent; `null` when it is larger than the limit. */
  bytes(): Buffer | null {
    return this.length <= this.limit ? Buffer.concat(this.fragments, this.length) : null;
  }
}

/** Stands for a data set that is deliberately not parsed by the library. */
export class ReceivedDataSet extends Dataset {
  constructor(
    readonly bytes: Buffer | null,
    transferSyntaxUid: string,
  ) {
    super({}, transferSyntaxUid);
  }
}
