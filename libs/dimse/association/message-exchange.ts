import type { DimseError } from '../dimse-error';
import { AssociationAborted, ContextNotAccepted, PeerSilent, ProtocolBroken } from '../dimse-error';
import { isResponse, responseTo } from '../message/command-field';
import { type CommandSet, encodeCommandSet } from '../message/command-set';
import { fragmentsOf, type OutgoingDataSet, payloadSize } from '../message/fragments';
import { type Message, MessageAssembler, type MessageLimits } from '../message/message-assembler';
import { dataHeader } from '../pdu/encode-pdu';
import type { Fragment } from '../pdu/pdu-reader';
import type { AcceptedContext } from './accepted-context';
import { ResponseQueue } from './response-queue';

export interface ExchangeOptions {
  contexts: readonly AcceptedContext[];
  /** Longest P-DATA-TF that the peer takes; 0 is unlimited. */
  peerMaximumLength: number;
  limits: MessageLimits;
  send(pieces: readonly Buffer[]): Promise<void>;
  /** A request of the peer; its data set may still be arriving. */
  onRequest(message: Message, context: AcceptedContext): Promise<void> | undefined;
  /** A message could not be sent to its end, which cannot be made good (PS3.8 has no way to withdraw fragments). */
  onBroken(error: DimseError): void;
  /** What one message may take from its first fragment to its last, milliseconds. */
  messageMs: number;
}

/** A request that waits for its responses. */
export interface PendingRequest {
  messageId: number;
  context: AcceptedContext;
  responses: ResponseQueue;
  /** Call when the last response has been read. */
  done(): void;
}

const LARGEST_MESSAGE_ID = 0xffff;

/** DIMSE messages (PS3.7) in both directions over one association, for either role. */
export class MessageExchange {
  private readonly assembler: MessageAssembler;
  private readonly contexts: ReadonlyMap<number, AcceptedContext>;
  private readonly pending = new Map<number, ResponseQueue>();
  private readonly payload: number;
  /** The fragments of two messages must not mix. */
  private sending: Promise<void> = Promise.resolve();
  private lastMessageId = 0;
  private holdUp: Promise<void> | undefined;
  private failure: DimseError | null = null;
  private deadline: NodeJS.Timeout | undefined;

  constructor(private readonly options: ExchangeOptions) {
    this.contexts = new Map(options.contexts.map((context) => [context.id, context]));
    this.payload = payloadSize(options.peerMaximumLength);
    this.assembler = new MessageAssembler(options.limits, (message) => this.deliver(message));
  }

  /** Whether the peer owes us nothing: no message of its own has begun, and we wait for no response. */
  get isQuiet(): boolean {
    return !this.assembler.isInside && this.pending.size === 0;
  }

  get isInsideMessage(): boolean {
    return this.assembler.isInside;
  }

  /** @throws ProtocolBroken */
  take(fragment: Fragment): Promise<void> | undefined {
    const room = this.assembler.take(fragment);
    this.watchMessage();
    const holdUp = this.holdUp;
    this.holdUp = undefined;
    return room ?? holdUp;
  }

  /** The association has ended: everyone who waits is told. */
  end(error: DimseError): void {
    this.failure = error;
    clearTimeout(this.deadline);
    this.assembler.breakOff(error);
    for (const queue of this.pending.values()) queue.fail(error);
    this.pending.clear();
  }

  /** Sends a request and says where its responses come. */
  async request(
    context: AcceptedContext,
    command: Omit<CommandSet, 'messageId' | 'hasDataSet'>,
    dataSet: OutgoingDataSet | null = null,
  ): Promise<PendingRequest> {
    if (this.failure) throw this.failure;
    const messageId = this.nextMessageId();
    const responses = new ResponseQueue();
    this.pending.set(messageId, responses);
    const done = (): void => void this.pending.delete(messageId);
    try {
      await this.send(context.id, { ...command, messageId, hasDataSet: dataSet !== null }, dataSet);
    } catch (error) {
      done();
      throw error;
    }
    return { messageId, context, responses, done };
  }

  /** Answers a request of the peer. */
  respond(
    request: Message,
    fields: Partial<CommandSet> & { status: number },
    dataSet: Buffer | null = null,
  ): Promise<void> {
    const { commandField, messageId = 0 } = request.command;
    const command = {
      ...fields,
      commandField: responseTo(commandField),
      messageIdBeingRespondedTo: messageId,
      hasDataSet: dataSet !== null,
    };
    return this.send(request.contextId, command, dataSet);
  }

  /** Sends one message after those that have begun. */
  async send(contextId: number, command: CommandSet, dataSet: OutgoingDataSet | null): Promise<void> {
    const sent = this.sending.then(() => this.sendWhole(contextId, command, dataSet));
    this.sending = sent.catch(() => undefined);
    try {
      await sent;
    } catch (error) {
      this.options.onBroken(new AssociationAborted('a message could not be sent whole', { cause: error }));
      throw error;
    }
  }

  private async sendWhole(
    contextId: number,
    command: CommandSet,
    dataSet: OutgoingDataSet | null,
  ): Promise<void> {
    await this.sendPart(contextId, true, encodeCommandSet(command));
    if (dataSet !== null) await this.sendPart(contextId, false, dataSet);
  }

  private async sendPart(contextId: number, isCommand: boolean, source: OutgoingDataSet): Promise<void> {
    for await (const { bytes, length, last } of fragmentsOf(source, this.payload))
      await this.options.send([dataHeader(contextId, isCommand, last, length), ...bytes]);
  }

  /** A peer that sends a fragment now and then would hold its association for ever. */
  private watchMessage(): void {
    if (!this.assembler.isInside) {
      clearTimeout(this.deadline);
      this.deadline = undefined;
    } else if (!this.deadline) {
      const overdue = (): void => this.options.onBroken(new PeerSilent('a message did not end in time'));
      this.deadline = setTimeout(overdue, this.options.messageMs);
    }
  }

  private deliver(message: Message): void {
    const context = this.contexts.get(message.contextId);
    if (!context) throw new ProtocolBroken('a message in a presentation context that was not accepted');
    this.holdUp = isResponse(message.command.commandField)
      ? this.pending.get(message.command.messageIdBeingRespondedTo ?? -1)?.give(message)
      : this.options.onRequest(message, context);
  }

  private nextMessageId(): number {
    do this.lastMessageId = (this.lastMessageId % LARGEST_MESSAGE_ID) + 1;
    while (this.pending.has(this.lastMessageId));
    return this.lastMessageId;
  }
}

/** What a message needs of a presentation context. */
export interface ContextNeed {
  sopClassUid: string;
  transferSyntaxUid?: string;
  /** The role that sends it: the SCU, but for N-EVENT-REPORT the SCP. */
  role?: 'scu' | 'scp';
}

/** The first context that fits. @throws ContextNotAccepted */
export function contextFor(
  contexts: readonly AcceptedContext[],
  { sopClassUid, transferSyntaxUid, role = 'scu' }: ContextNeed,
): AcceptedContext {
  const found = contexts.find(
    (context) =>
      context.abstractSyntaxUid === sopClassUid &&
      context.weMayBe[role] &&
      (transferSyntaxUid === undefined || context.transferSyntaxUid === transferSyntaxUid),
  );
  if (!found) throw new ContextNotAccepted(sopClassUid, transferSyntaxUid);
  return found;
}
