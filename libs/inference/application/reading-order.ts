import { Injectable } from '@nestjs/common';
import { type Lane, lanes } from '@wetread/routing';

/** As many as the engine has readers. */
const AT_ONCE = 1;

/**
 * Lets one reading run at a time in this process; of those that wait, the most urgent lane goes first, within a lane
 * who came first. Without it a waiting urgent study would stand behind the films of one that merely came earlier.
 */
@Injectable()
export class ReadingOrder {
  private readonly waiting = new Map<Lane, (() => void)[]>(lanes.map((lane) => [lane, []]));
  private running = 0;

  async run<Result>(lane: Lane, read: () => Promise<Result>): Promise<Result> {
    if (this.running >= AT_ONCE) await new Promise<void>((resolve) => this.waiting.get(lane)!.push(resolve));
    else this.running += 1;
    try {
      return await read();
    } finally {
      this.next();
    }
  }

  /** Hands the place on, or frees it. */
  private next(): void {
    const lane = lanes.find((one) => this.waiting.get(one)!.length > 0);
    if (lane) this.waiting.get(lane)!.shift()!();
    else this.running -= 1;
  }
}
