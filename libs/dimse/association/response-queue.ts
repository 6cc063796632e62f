import { type DimseError, PeerSilent } from '../dimse-error';
import type { Message } from '../message/message-assembler';

/** Beyond this the socket waits for whoever reads the responses. */
const MOST_HELD = 64;

/** The responses to one request, in the order in which they come. */
export class ResponseQueue {
  private readonly held: Message[] = [];
  private failure: DimseError | null = null;
  private wake: (() => void) | null = null;
  private makeRoom: (() => void) | null = null;

  give(message: Message): Promise<void> | undefined {
    this.held.push(message);
    this.wake?.();
    if (this.held.length < MOST_HELD) return undefined;
    return new Promise((resolve) => {
      this.makeRoom = resolve;
    });
  }

  fail(error: DimseError): void {
    this.failure ??= error;
    this.wake?.();
    this.makeRoom?.();
  }

  /** The next response. @throws PeerSilent after `withinMs`, or what ended the association */
  async next(withinMs: number): Promise<Message> {
    if (this.held.length === 0 && !this.failure) await this.somethingNew(withinMs);
    const message = this.held.shift();
    if (this.held.length < MOST_HELD) this.makeRoom?.();
    if (message) return message;
    throw this.failure ?? new PeerSilent('no response came in time');
  }

  private async somethingNew(withinMs: number): Promise<void> {
    let timer: NodeJS.Timeout | undefined;
    await new Promise<void>((resolve) => {
      this.wake = resolve;
      timer = setTimeout(resolve, withinMs);
    });
    clearTimeout(timer);
    this.wake = null;
  }
}
