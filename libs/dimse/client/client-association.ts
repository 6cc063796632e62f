import type { AcceptedContext } from '../association/accepted-context';
import type { MessageExchange } from '../association/message-exchange';
import { Scu } from '../association/scu';
import type { DimseTimeouts } from '../association/timeouts';
import { AssociationAborted, type DimseError, PeerSilent } from '../dimse-error';
import type { UpperLayer } from '../transport/upper-layer';

/**
 * An association that we opened. End it with `release()` when all is said, else with `abort()`; both may be called
 * after it has ended. One request at a time is what every peer understands.
 */
export class ClientAssociation extends Scu {
  private end: { error: DimseError | null } | null = null;
  private readonly ended: Promise<void>;
  private markEnded: () => void = () => undefined;
  private releasing = false;

  constructor(
    private readonly upperLayer: UpperLayer,
    exchange: MessageExchange,
    /** What the peer accepted. */
    readonly acceptedContexts: readonly AcceptedContext[],
    private readonly times: DimseTimeouts,
    /** Resolves when what the peer has asked so far has been answered. */
    private readonly answered: () => Promise<unknown>,
  ) {
    super(exchange, acceptedContexts, times);
    this.ended = new Promise((resolve) => {
      this.markEnded = resolve;
    });
  }

  get isOpen(): boolean {
    return this.end === null && !this.releasing;
  }

  /** Orderly end (PS3.8 section 7.2). Resolves when the peer has agreed, or the connection is gone. */
  async release(): Promise<void> {
    if (this.isOpen) {
      this.releasing = true;
      await this.answered();
      this.upperLayer.sendControl({ type: 'A-RELEASE-RQ' });
      const limit = setTimeout(
        () => this.upperLayer.abort(new PeerSilent('no answer to the release')),
        this.times.associateMs,
      );
      await this.ended;
      clearTimeout(limit);
    }
    await this.ended;
  }

  /** Ends at once (PS3.8 section 7.3); whoever waits for a response is told. */
  abort(because = 'the caller has ended it'): void {
    if (!this.end) this.upperLayer.abort(new AssociationAborted(because));
  }

  /** Told by the upper layer. */
  markEndedWith(error: DimseError | null): void {
    this.end ??= { error };
    this.markEnded();
  }
}
