import { Readable } from 'node:stream';
import { DataSetTooLarge, type DimseError } from '../dimse-error';

/** As much of one data set as is held while its consumer is slower than the network. */
const HELD_BYTES = 256 * 1024;

/**
 * One data set while it arrives. It holds at most a few fragments: a slow consumer makes the socket wait. When it is
 * destroyed, or grows beyond `limit`, the rest is thrown away unread, so that the request can still be answered.
 */
export class DataSetStream extends Readable {
  /** Resolves when the last fragment has come or the association has ended, whatever became of the stream. */
  readonly arrived: Promise<void>;
  private markArrived: () => void = () => undefined;
  private askForMore: (() => void) | null = null;
  private received = 0;

  constructor(private readonly limit: number) {
    super({ highWaterMark: HELD_BYTES });
    this.arrived = new Promise((resolve) => {
      this.markArrived = resolve;
    });
    // Whoever reads it hears of errors by reading; nobody need be reading.
    this.on('error', () => undefined);
  }

  /** Bytes that have come, thrown away ones included. */
  get bytesReceived(): number {
    return this.received;
  }

  /** Takes the next fragment; the promise resolves when there is room for another. */
  give(bytes: Buffer): Promise<void> | undefined {
    this.received += bytes.length;
    if (this.destroyed || bytes.length === 0) return undefined;
    if (this.received > this.limit) {
      this.destroy(new DataSetTooLarge(this.limit));
      return undefined;
    }
    if (this.push(bytes)) return undefined;
    return new Promise((resolve) => {
      this.askForMore = resolve;
    });
  }

  complete(): void {
    if (!this.destroyed) this.push(null);
    this.markArrived();
  }

  breakOff(error: DimseError): void {
    this.destroy(error);
    this.markArrived();
  }

  override _read(): void {
    this.askForMore?.();
    this.askForMore = null;
  }

  override _destroy(error: Error | null, done: (error?: Error | null) => void): void {
    this.askForMore?.();
    this.askForMore = null;
    done(error);
  }
}
