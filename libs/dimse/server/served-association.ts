import { randomUUID } from 'node:crypto';
import type { Socket } from 'node:net';
import type { AcceptedContext } from '../association/accepted-context';
import { messageLimits } from '../association/limits';
import { MessageExchange } from '../association/message-exchange';
import { type NormalizedOptions, type NormalizedResult, Scu } from '../association/scu';
import type { OutgoingStore } from '../association/store';
import type { DimseTimeouts } from '../association/timeouts';
import { ConnectionLost, DimseError, ProtocolBroken } from '../dimse-error';
import { CommandField } from '../message/command-field';
import type { Message } from '../message/message-assembler';
import type { DimseStatus } from '../message/status';
import type { AssociateRequest, ControlPdu } from '../pdu/pdu';
import type { Fragment } from '../pdu/pdu-reader';
import { Rejected, type Rejection } from '../pdu/reasons';
import { UpperLayer, type UpperLayerUser } from '../transport/upper-layer';
import type { DimseService, ServedAssociation } from './dimse-service';
import { dispatch } from './dispatch';
import { acceptance, flawOf, proposalsOf } from './negotiate';

export interface AcceptorOptions {
  timeouts: DimseTimeouts;
  dataSetBytes: number;
  isSecure: boolean;
  /** Null, or why no association may be accepted now. */
  mayAssociate(): Rejection | null;
  /** Tells what ended an association, for the log; null is an orderly release. */
  onEnd(error: DimseError | null, association: ServedAssociation): void;
  onError(error: unknown): void;
}

/** Requests that wait for those before them; beyond this the socket waits. */
const MOST_WAITING = 16;
/** A sender that has nothing under way for so long is between two jobs, not between two objects. */
const PAUSE_MS = 1_000;

/** The acceptor's side of one connection, from the first byte to the last. */
export class Acceptor implements UpperLayerUser, ServedAssociation {
  readonly id = randomUUID();
  readonly remoteAddress: string;
  readonly isSecure: boolean;
  callingAeTitle = '';
  calledAeTitle = '';
  contexts: readonly AcceptedContext[] = [];
  isAssociated = false;
  isOpen = true;
  private readonly upperLayer: UpperLayer;
  private readonly aborter = new AbortController();
  private exchange: MessageExchange | null = null;
  private scu: Scu | null = null;
  /** Requests are worked off in the order in which they came, and so are their answers. */
  private queue: Promise<void> = Promise.resolve();
  private waiting = 0;
  private lastActiveAt = performance.now();
  private readonly cancellable = new Map<number, AbortController>();

  constructor(
    socket: Socket,
    private readonly service: DimseService,
    private readonly options: AcceptorOptions,
  ) {
    this.remoteAddress = socket.remoteAddress ?? '';
    this.isSecure = options.isSecure;
    this.upperLayer = new UpperLayer(socket, options.timeouts, this);
  }

  get signal(): AbortSignal {
    return this.aborter.signal;
  }

  /** Whether an end now would interrupt nothing. */
  get isIdle(): boolean {
    if (!this.isAssociated) return true;
    if (this.waiting > 0 || this.exchange?.isInsideMessage) return false;
    return performance.now() - this.lastActiveAt > PAUSE_MS;
  }

  /** Serves until the connection has ended and every handler has come to rest. Never rejects. */
  async run(): Promise<void> {
    await this.upperLayer.run();
    await this.queue;
    if (!this.isAssociated) return;
    try {
      await this.service.closed?.(this);
    } catch (error) {
      this.options.onError(error);
    }
  }

  /** Ends the connection at once. */
  destroy(): void {
    this.upperLayer.destroy();
  }

  acceptedSyntaxes(sopClassUid: string): string[] {
    return this.asScu().acceptedSyntaxes(sopClassUid);
  }

  store(instance: OutgoingStore): Promise<DimseStatus> {
    return this.asScu().store(instance);
  }

  nEventReport(report: NormalizedOptions): Promise<NormalizedResult> {
    return this.asScu().nEventReport(report);
  }

  control(pdu: ControlPdu): Promise<void> | void {
    if (pdu.type === 'A-ASSOCIATE-RQ' && !this.isAssociated) return this.associate(pdu);
    if (pdu.type === 'A-RELEASE-RQ' && this.isAssociated) return this.release();
    throw new ProtocolBroken(`an unexpected ${pdu.type}`, 2);
  }

  fragment(fragment: Fragment): Promise<void> | undefined {
    this.lastActiveAt = performance.now();
    return this.exchange?.take(fragment);
  }

  mayBeSilent(): boolean {
    return this.waiting > 0 && !this.exchange?.isInsideMessage;
  }

  ended(error: DimseError | null): void {
    this.isOpen = false;
    this.aborter.abort(error ?? new ConnectionLost());
    this.exchange?.end(error ?? new ConnectionLost());
    this.options.onEnd(error, this);
  }

  private async associate(request: AssociateRequest): Promise<void> {
    this.callingAeTitle = request.callingAeTitle;
    this.calledAeTitle = request.calledAeTitle;
    const admission = flawOf(request) ?? this.options.mayAssociate() ?? (await this.admission(request));
    if ('result' in admission) {
      const { result, source, reason } = admission;
      return this.upperLayer.finish({ type: 'A-ASSOCIATE-RJ', result, source, reason });
    }
    const { accept, contexts } = acceptance(request, admission.decide.bind(admission));
    this.contexts = contexts;
    this.isAssociated = true;
    this.exchange = new MessageExchange({
      contexts,
      peerMaximumLength: request.user.maximumLength,
      limits: messageLimits(this.options.dataSetBytes),
      send: (pieces) => this.upperLayer.send(pieces),
      onRequest: (message, context) => this.enqueue(message, context),
      onBroken: (error) => this.upperLayer.abort(error),
      messageMs: this.options.timeouts.messageMs,
    });
    this.scu = new Scu(this.exchange, contexts, this.options.timeouts);
    this.upperLayer.establish();
    this.upperLayer.sendControl(accept);
  }

  private async admission(request: AssociateRequest) {
    const { callingAeTitle, calledAeTitle, remoteAddress, isSecure } = this;
    const { userIdentity } = request.user;
    const asked = { callingAeTitle, calledAeTitle, remoteAddress, isSecure, userIdentity };
    try {
      const admission = await this.service.admit({ ...asked, contexts: proposalsOf(request) });
      return 'rejection' in admission ? admission.rejection : admission;
    } catch (error) {
      this.options.onError(error);
      return Rejected.temporaryCongestion;
    }
  }

  /** Answers what was asked before it agrees to the end. */
  private async release(): Promise<void> {
    await this.queue;
    this.upperLayer.finish({ type: 'A-RELEASE-RP' });
  }

  private enqueue(message: Message, context: AcceptedContext): Promise<void> | undefined {
    const { commandField, messageId = 0, messageIdBeingRespondedTo = 0 } = message.command;
    if (commandField === CommandField.cCancel) {
      this.cancellable.get(messageIdBeingRespondedTo)?.abort();
      return undefined;
    }
    const cancelled = new AbortController();
    this.cancellable.set(messageId, cancelled);
    this.waiting += 1;
    this.queue = this.queue.then(() => this.work(message, context, cancelled));
    return this.waiting > MOST_WAITING ? this.queue : undefined;
  }

  private async work(message: Message, context: AcceptedContext, cancelled: AbortController): Promise<void> {
    const { service, exchange } = this;
    const signal = AbortSignal.any([cancelled.signal, this.signal]);
    try {
      if (exchange && this.isOpen)
        await dispatch({ service, association: this, exchange, message, context, signal });
    } catch (error) {
      // The answer could not be sent: the association has ended, and `ended` tells why.
      if (this.isOpen && !(error instanceof DimseError)) this.options.onError(error);
    } finally {
      this.waiting -= 1;
      this.lastActiveAt = performance.now();
      const { messageId = 0 } = message.command;
      if (this.cancellable.get(messageId) === cancelled) this.cancellable.delete(messageId);
    }
  }

  private asScu(): Scu {
    if (!this.scu || !this.isOpen) throw new ConnectionLost();
    return this.scu;
  }
}
