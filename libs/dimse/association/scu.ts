import {
  type DicomItem,
  dicomJsonOf,
  encodeDicomJson,
  type NaturalDataset,
  readDataSet,
  SopClass,
} from '@wetread/dicom';
import { RequestFailed } from '../dimse-error';
import { CommandField } from '../message/command-field';
import type { CommandSet, SubOperations } from '../message/command-set';
import type { Message } from '../message/message-assembler';
import { type DimseStatus, dimseStatus, Status } from '../message/status';
import type { AcceptedContext } from './accepted-context';
import { type ContextNeed, contextFor, type MessageExchange, type PendingRequest } from './message-exchange';
import type { OutgoingStore } from './store';
import type { DimseTimeouts } from './timeouts';

export interface FindOptions {
  sopClassUid: string;
  identifier: NaturalDataset;
  /** Sends C-CANCEL; what still comes is not given out. */
  signal?: AbortSignal;
}
export interface RetrieveOptions extends FindOptions {
  onProgress?: (progress: SubOperations) => void;
}
export interface MoveOptions extends RetrieveOptions {
  /** AE title that the peer knows how to reach. */
  destination: string;
}
/** The end of a C-MOVE or C-GET. */
export interface RetrieveResult {
  status: DimseStatus;
  subOperations: SubOperations;
  /** (0008,0058) Failed SOP Instance UID List, as far as the peer told. */
  failedSopInstanceUids: string[];
}
export interface NormalizedOptions {
  sopClassUid: string;
  sopInstanceUid: string;
  /** Action Type ID or Event Type ID. */
  typeId: number;
  information?: NaturalDataset;
}
export interface NormalizedResult {
  status: DimseStatus;
  reply: DicomItem | null;
}

/** The requests that we may send over an association, in whichever role it was opened. */
export class Scu {
  constructor(
    private readonly exchange: MessageExchange,
    private readonly contexts: readonly AcceptedContext[],
    private readonly timeouts: DimseTimeouts,
  ) {}

  /** Transfer syntaxes in which the peer takes this class, in the order of the proposal. */
  acceptedSyntaxes(sopClassUid: string): string[] {
    return this.contexts
      .filter(({ abstractSyntaxUid, weMayBe }) => abstractSyntaxUid === sopClassUid && weMayBe.scu)
      .map(({ transferSyntaxUid }) => transferSyntaxUid);
  }

  async echo(): Promise<DimseStatus> {
    const context = contextFor(this.contexts, { sopClassUid: SopClass.Verification });
    const command = { commandField: CommandField.cEcho, affectedSopClassUid: SopClass.Verification };
    return statusOf(await this.single(await this.exchange.request(context, command)));
  }

  /** @throws ContextNotAccepted before anything is sent; what `dataSet` throws, after an A-ABORT */
  async store(instance: OutgoingStore): Promise<DimseStatus> {
    const { sopClassUid, sopInstanceUid, transferSyntaxUid, moveOriginator } = instance;
    const context = contextFor(this.contexts, { sopClassUid, transferSyntaxUid });
    const command = {
      commandField: CommandField.cStore,
      affectedSopClassUid: sopClassUid,
      affectedSopInstanceUid: sopInstanceUid,
      priority: 0,
      ...(moveOriginator && {
        moveOriginatorAeTitle: moveOriginator.aeTitle,
        moveOriginatorMessageId: moveOriginator.messageId,
      }),
    };
    return statusOf(await this.single(await this.exchange.request(context, command, instance.dataSet)));
  }

  /** Each match as it comes. Leaving the loop early sends C-CANCEL. @throws RequestFailed with the peer's status */
  async *find({ sopClassUid, identifier, signal }: FindOptions): AsyncGenerator<DicomItem> {
    const context = contextFor(this.contexts, { sopClassUid });
    const command = { commandField: CommandField.cFind, affectedSopClassUid: sopClassUid, priority: 0 };
    const pending = await this.exchange.request(context, command, encoded(identifier, context));
    const responses = this.responses(pending, this.timeouts.responseMs, signal);
    for await (const message of responses) {
      const status = statusOf(message);
      if (status.class === 'failure') throw new RequestFailed(status.code, status.comment);
      if (message.dataSet) yield readDataSet(message.dataSet, context.transferSyntaxUid);
    }
  }

  move({ destination, ...options }: MoveOptions): Promise<RetrieveResult> {
    return this.retrieve({ commandField: CommandField.cMove, moveDestination: destination }, options);
  }

  get(options: RetrieveOptions): Promise<RetrieveResult> {
    return this.retrieve({ commandField: CommandField.cGet }, options);
  }

  nAction({
    sopClassUid,
    sopInstanceUid,
    typeId,
    information,
  }: NormalizedOptions): Promise<NormalizedResult> {
    const command = {
      commandField: CommandField.nAction,
      requestedSopClassUid: sopClassUid,
      requestedSopInstanceUid: sopInstanceUid,
      actionTypeId: typeId,
    };
    return this.normalized({ sopClassUid }, command, information);
  }

  nEventReport(options: NormalizedOptions): Promise<NormalizedResult> {
    const command = {
      commandField: CommandField.nEventReport,
      affectedSopClassUid: options.sopClassUid,
      affectedSopInstanceUid: options.sopInstanceUid,
      eventTypeId: options.typeId,
    };
    return this.normalized({ sopClassUid: options.sopClassUid, role: 'scp' }, command, options.information);
  }

  private async normalized(
    need: ContextNeed,
    command: Omit<CommandSet, 'hasDataSet'>,
    information?: NaturalDataset,
  ): Promise<NormalizedResult> {
    const context = contextFor(this.contexts, need);
    const dataSet = information ? encoded(information, context) : null;
    const message = await this.single(await this.exchange.request(context, command, dataSet));
    const reply = message.dataSet && readDataSet(message.dataSet, context.transferSyntaxUid);
    return { status: statusOf(message), reply };
  }

  private async retrieve(
    command: Omit<CommandSet, 'hasDataSet'>,
    { sopClassUid, identifier, signal, onProgress }: RetrieveOptions,
  ): Promise<RetrieveResult> {
    const context = contextFor(this.contexts, { sopClassUid });
    const pending = await this.exchange.request(
      context,
      { ...command, affectedSopClassUid: sopClassUid, priority: 0 },
      encoded(identifier, context),
    );
    for await (const message of this.responses(pending, this.timeouts.retrieveMs, signal)) {
      const status = statusOf(message);
      const subOperations = subOperationsOf(message.command);
      onProgress?.(subOperations);
      if (status.class === 'pending') continue;
      const failed = message.dataSet && readDataSet(message.dataSet, context.transferSyntaxUid);
      return {
        status,
        subOperations,
        failedSopInstanceUids: failed?.strings('FailedSOPInstanceUIDList').filter(Boolean) ?? [],
      };
    }
    throw new TypeError('responses end with a final one or with an error');
  }

  private async single({ responses, done }: PendingRequest): Promise<Message> {
    try {
      return await responses.next(this.timeouts.responseMs);
    } finally {
      done();
    }
  }

  /** Responses up to the final one; when whoever reads them leaves early, the peer is told and listened to until it ends. */
  private async *responses(
    pending: PendingRequest,
    withinMs: number,
    signal?: AbortSignal,
  ): AsyncGenerator<Message> {
    let isFinal = false;
    const cancel = (): void => void this.cancel(pending).catch(() => undefined);
    signal?.addEventListener('abort', cancel, { once: true });
    if (signal?.aborted) cancel();
    try {
      while (!isFinal) {
        const message = await pending.responses.next(withinMs);
        isFinal = statusOf(message).class !== 'pending';
        if (isFinal || !signal?.aborted) yield message;
      }
    } finally {
      signal?.removeEventListener('abort', cancel);
      if (!isFinal) void this.giveUp(pending, withinMs);
      else pending.done();
    }
  }

  private async giveUp(pending: PendingRequest, withinMs: number): Promise<void> {
    try {
      await this.cancel(pending);
      while (statusOf(await pending.responses.next(withinMs)).class === 'pending');
    } catch {
      // The association has ended, which cancels as well.
    } finally {
      pending.done();
    }
  }

  /** C-CANCEL-RQ (PS3.7 section 9.3.2.3): it has no response of its own. */
  private cancel({ context, messageId }: PendingRequest): Promise<void> {
    const command = { commandField: CommandField.cCancel, messageIdBeingRespondedTo: messageId };
    return this.exchange.send(context.id, { ...command, hasDataSet: false }, null);
  }
}

const encoded = (dataset: NaturalDataset, { transferSyntaxUid }: AcceptedContext): Buffer =>
  encodeDicomJson(dicomJsonOf(dataset), transferSyntaxUid);

const statusOf = ({ command }: Message): DimseStatus =>
  dimseStatus(command.status ?? Status.processingFailure, command.errorComment);

const subOperationsOf = (command: CommandSet): SubOperations => ({
  remaining: command.numberOfRemainingSubOperations ?? 0,
  completed: command.numberOfCompletedSubOperations ?? 0,
  failed: command.numberOfFailedSubOperations ?? 0,
  warning: command.numberOfWarningSubOperations ?? 0,
});
