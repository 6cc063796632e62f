import type { Socket } from 'node:net';
import type { Verdict } from '../acknowledgement/acknowledge';
import { Hl7Message } from '../message/hl7-message';
import { type FrameFault, FrameReader } from './frame-reader';
import { answerBlocks, verdictOnFailure, verdictOnFrame, verdictOnUnreadable } from './mllp-answers';
import type { MllpHandler, MllpLimits, MllpListenerOptions, MllpPeer, MllpTrouble } from './mllp-options';

/** How long a refused sender may go on sending into the void, so that our answer reaches it before the reset does. */
const LINGER_MS = 1000;

/** One sender: message after message, each answered before the next is read. */
export class MllpConnection {
  private isBusy = false;
  private isClosing = false;
  private slow: NodeJS.Timeout | null = null;

  constructor(
    private readonly socket: Socket,
    private readonly peer: MllpPeer,
    private readonly limits: MllpLimits,
    private readonly options: MllpListenerOptions,
    private readonly handler: MllpHandler,
  ) {}

  /** Until the sender goes, breaks the framing or is too slow. Never rejects. */
  async run(): Promise<void> {
    this.socket.setNoDelay(true).setKeepAlive(true, 60_000);
    this.socket.setTimeout(this.limits.idleMs, () => this.drop('idle'));
    try {
      const fault = await this.readBlocks();
      if (fault) await this.refuse(fault);
    } catch (error) {
      // Our own end of it is no trouble.
      if (!this.isClosing) this.tell('connection', error);
    } finally {
      clearTimeout(this.slow ?? undefined);
      this.socket.destroy();
    }
  }

  /** Ends the connection, after the answer when a message is being handled. */
  close(): void {
    this.isClosing = true;
    if (!this.isBusy) this.socket.destroy();
  }

  private async readBlocks(): Promise<FrameFault | null> {
    const reader = new FrameReader(this.limits.messageBytes);
    // Not destroyed on return: a fault is answered first.
    for await (const chunk of this.socket.iterator({ destroyOnReturn: false })) {
      for (const block of reader.read(chunk as Buffer)) {
        if (typeof block === 'string') return block;
        this.watchSlowness(false);
        await this.answer(block);
        if (this.isClosing) return null;
      }
      this.watchSlowness(reader.isInside);
    }
    return null;
  }

  private watchSlowness(isInside: boolean): void {
    if (isInside) {
      this.slow ??= setTimeout(() => this.drop('slow-block'), this.limits.blockMs);
    } else {
      clearTimeout(this.slow ?? undefined);
      this.slow = null;
    }
  }

  private async answer(block: Buffer): Promise<void> {
    this.isBusy = true;
    try {
      const { message, verdict } = await this.judge(block);
      for (const answer of answerBlocks(message, verdict, this.options)) await this.write(answer);
    } finally {
      this.isBusy = false;
    }
  }

  private async judge(bytes: Buffer): Promise<{ message: Hl7Message | null; verdict: Verdict }> {
    let message: Hl7Message;
    try {
      message = Hl7Message.parse(bytes);
    } catch (error) {
      this.tell('unreadable', error);
      const verdict = verdictOnUnreadable(error) ?? verdictOnFailure;
      return { message: Hl7Message.parseHeader(bytes), verdict };
    }
    try {
      return { message, verdict: await this.handler(message, { bytes, peer: this.peer }) };
    } catch (error) {
      this.tell('handler-failed', error);
      return { message, verdict: verdictOnFailure };
    }
  }

  private async refuse(fault: FrameFault): Promise<void> {
    this.tell(fault);
    for (const answer of answerBlocks(null, verdictOnFrame(fault), this.options)) await this.write(answer);
    await new Promise<void>((resolve) => {
      const enough = setTimeout(resolve, LINGER_MS);
      this.socket.once('close', () => {
        clearTimeout(enough);
        resolve();
      });
      this.socket.end();
      this.socket.resume();
    });
  }

  /** Resolves when the kernel has the bytes, or when there is nobody left to send them to. */
  private write(bytes: Buffer): Promise<void> {
    return new Promise((resolve) => this.socket.write(bytes, () => resolve()));
  }

  private drop(kind: MllpTrouble['kind']): void {
    this.isClosing = true;
    this.tell(kind);
    this.socket.destroy();
  }

  private tell(kind: MllpTrouble['kind'], error?: unknown): void {
    this.options.onTrouble?.({ kind, peer: this.peer, error });
  }
}
