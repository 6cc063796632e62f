import type { Socket } from 'node:net';
import {
  AssociationAborted,
  ConnectionLost,
  DimseError,
  PeerAborted,
  PeerSilent,
  ProtocolBroken,
} from '../dimse-error';
import { encodePdu } from '../pdu/encode-pdu';
import type { ControlPdu } from '../pdu/pdu';
import { type Fragment, type PduLimits, PduReader } from '../pdu/pdu-reader';
import { acknowledgeNow } from './quick-acknowledgement';
import { Watchdog } from './watchdog';

export interface UpperLayerTimeouts {
  /** From the connection to the PDU that answers or asks for an association: ARTIM of PS3.8 section 9.1.5. */
  associateMs: number;
  /** Between two PDUs that the peer owes, however slowly their bytes drip; and for it to take what is sent. */
  pduMs: number;
  /** What a peer gets to close the connection after release, rejection or abort. */
  closeMs: number;
}

/** Who is told what comes. Called in the order of the bytes; a promise makes the socket wait. */
export interface UpperLayerUser {
  control(pdu: ControlPdu): Promise<void> | void;
  fragment(fragment: Fragment): Promise<void> | undefined;
  /** Whether the peer may be silent now: it waits for us, or there is nothing to say. */
  mayBeSilent(): boolean;
  /** The connection has ended; called once. `error` is null after an orderly release. */
  ended(error: DimseError | null): void;
}

/** Largest control PDU: 128 presentation contexts with every transfer syntax stay below 128 KiB. */
const CONTROL_BYTES = 128 * 1024;
/** Slack above the announced maximum length, for peers that ignore it. */
const DATA_BYTES = 1024 * 1024;
const limits: PduLimits = { controlBytes: CONTROL_BYTES, dataBytes: DATA_BYTES };
const KEEP_ALIVE_MS = 60_000;

/** One connection of the upper layer protocol (PS3.8): guards its bytes and its pace, for either role. */
export class UpperLayer {
  private readonly reader = new PduReader(limits);
  private readonly watchdog = new Watchdog((because) => this.overdue(because));
  private failure: DimseError | null = null;
  private closing = false;
  private established = false;

  constructor(
    readonly socket: Socket,
    private readonly timeouts: UpperLayerTimeouts,
    private readonly user: UpperLayerUser,
  ) {
    socket.setNoDelay(true);
    // A peer whose machine died while we worked for it is found out by TCP.
    socket.setKeepAlive(true, KEEP_ALIVE_MS);
    socket.on('error', () => undefined);
  }

  /** Reads until the connection ends. Never rejects. */
  async run(): Promise<void> {
    this.watchdog.expect(this.timeouts.associateMs, 'no association came about');
    try {
      for await (const chunk of this.socket) {
        acknowledgeNow(this.socket);
        await this.take(chunk as Buffer).catch((error) => this.fail(error));
      }
      if (!this.closing) this.failure ??= new ConnectionLost();
    } catch (error) {
      this.fail(error);
    }
    this.closing = true;
    this.watchdog.rest();
    this.user.ended(this.failure);
  }

  /** The association stands: from now on the pace of PDUs is watched. */
  establish(): void {
    this.established = true;
    this.watchdog.expect(this.timeouts.pduMs, 'a PDU did not come in time');
  }

  /** Sends a control PDU. */
  sendControl(pdu: ControlPdu): void {
    if (!this.socket.destroyed) this.socket.write(encodePdu(pdu));
  }

  /**
   * Sends bytes; resolves when there is room for more.
   * @throws ConnectionLost, PeerSilent when the peer does not take them
   */
  async send(pieces: readonly Buffer[]): Promise<void> {
    if (this.socket.destroyed || this.closing) throw this.failure ?? new ConnectionLost();
    this.socket.cork();
    let hasRoom = true;
    for (const piece of pieces) hasRoom = this.socket.write(piece);
    this.socket.uncork();
    if (!hasRoom) await this.drained();
  }

  /** Sends a last PDU and lets the peer close the connection; what still comes is thrown away. */
  finish(last?: ControlPdu): void {
    if (last) this.sendControl(last);
    this.closing = true;
    this.watchdog.expect(this.timeouts.closeMs, 'the connection was not closed');
    this.socket.end();
  }

  /** Ends at once with an A-ABORT; `error` is what everyone who waits is told. */
  abort(error: DimseError, source = 0, reason = 0): void {
    this.failure ??= error;
    if (this.closing) return void this.socket.destroy();
    this.finish({ type: 'A-ABORT', source, reason });
  }

  /** Ends at once, without a word. */
  destroy(): void {
    this.failure ??= new AssociationAborted('the connection was closed');
    this.socket.destroy();
  }

  private async take(chunk: Buffer): Promise<void> {
    if (this.closing) return;
    const before = this.reader.completed;
    for (const event of this.reader.read(chunk)) {
      if (event.kind === 'control') await this.control(event.pdu);
      else await this.fragment(event);
      if (this.closing) return;
    }
    if (this.established && this.reader.completed > before) this.watchdog.feed();
  }

  private async control(pdu: ControlPdu): Promise<void> {
    if (pdu.type === 'A-ABORT') {
      this.failure ??= new PeerAborted(pdu.source, pdu.reason);
      return this.finish();
    }
    await this.patiently(this.user.control(pdu));
  }

  private fragment(fragment: Fragment): Promise<void> | undefined {
    if (!this.established) throw new ProtocolBroken('data before an association', 2);
    const busy = this.user.fragment(fragment);
    return busy && this.patiently(busy);
  }

  /** While we are the ones who keep the socket waiting, the peer is not to blame. */
  private async patiently(work: Promise<void> | void): Promise<void> {
    if (!work) return;
    this.watchdog.rest();
    await work;
    if (!this.closing) this.watchdog.feed();
  }

  private async drained(): Promise<void> {
    const { socket } = this;
    const timer = setTimeout(() => this.silent('it took nothing of what was sent'), this.timeouts.pduMs);
    await new Promise<void>((resolve) => {
      const done = (): void => {
        socket.off('drain', done).off('close', done);
        resolve();
      };
      socket.on('drain', done).on('close', done);
    });
    clearTimeout(timer);
    if (socket.destroyed) throw this.failure ?? new ConnectionLost();
  }

  private overdue(because: string): void {
    const excused = !this.closing && this.established && !this.reader.isInside && this.user.mayBeSilent();
    if (excused) this.watchdog.feed();
    else this.silent(because);
  }

  private silent(because: string): void {
    if (!this.closing) this.failure ??= new PeerSilent(because);
    this.socket.destroy();
  }

  private fail(error: unknown): void {
    if (error instanceof ProtocolBroken) return this.abort(error, 2, error.abortReason);
    if (error instanceof DimseError) return this.abort(error);
    if (!this.closing) this.failure ??= new ConnectionLost({ cause: error });
    this.socket.destroy();
  }
}
