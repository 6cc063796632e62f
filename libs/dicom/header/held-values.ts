import { StructureLimitExceeded } from '../dicom-error';

const FIRST_SIZE = 16 * 1024;

/** Copies of the values that a header needs, one after the other, with a bound on their sum. */
export class HeldValues {
  private buffer: Buffer = Buffer.allocUnsafe(FIRST_SIZE);
  private length = 0;

  constructor(private readonly limit: number) {}

  /** @throws StructureLimitExceeded when `more` bytes would be too many */
  checkRoomFor(more: number): void {
    if (this.length + more > this.limit)
      throw new StructureLimitExceeded(`more than ${this.limit} bytes of attributes besides bulk data`);
  }

  /** Keeps a copy and tells where it begins. */
  hold(value: Uint8Array): number {
    const offset = this.length;
    this.checkRoomFor(value.length);
    if (offset + value.length > this.buffer.length) this.grow(offset + value.length);
    this.buffer.set(value, offset);
    this.length += value.length;
    return offset;
  }

  /** All of them. */
  get bytes(): Uint8Array {
    return this.buffer.subarray(0, this.length);
  }

  private grow(least: number): void {
    const larger = Buffer.allocUnsafe(Math.min(this.limit, Math.max(least, this.buffer.length * 2)));
    this.buffer.copy(larger, 0, 0, this.length);
    this.buffer = larger;
  }
}
