import type { Socket } from 'node:net';
import type { Writable } from 'node:stream';
import {
  type association as dimseAssociation,
  constants,
  type Dataset,
  type requests,
  responses,
  Scp,
} from 'dcmjs-dimse';
import { answerContexts } from './presentation-contexts';
import { DataSetCollector, ReceivedDataSet } from './received-data-set';
import type { Rejection } from './association-policy';

/** One C-STORE request, its data set not yet looked at. */
export interface StoreRequest {
  callingAeTitle: string;
  sopClassUid: string;
  sopInstanceUid: string;
  transferSyntaxUid: string;
  /** `null` when larger than allowed. */
  dataSet: Buffer | null;
}

export interface StoreAnswer {
  dicomStatus: number;
  /** Empty on success; never PHI, it travels in (0000,0902) Error Comment. */
  comment: string;
}

/** What an association asks of the application. */
export interface AssociationOwner {
  /** Largest data set that is kept in memory. */
  readonly dataSetLimit: number;
  admit(callingAeTitle: string, calledAeTitle: string): Rejection | null;
  store(request: StoreRequest): Promise<StoreAnswer>;
  /** The peer has released or aborted, or broke the protocol. */
  finished(reason: string): void;
}

const LONGEST_PDU = 256 * 1024;
/** (0000,0902) has the representation LO. */
const LONGEST_COMMENT = 64;
const MOST_CONTEXTS = 128;

/** Verification and Storage SCP of one association (PS3.4 annexes A and B) on the upper layer of dcmjs-dimse. */
export class StorageScp extends Scp {
  private peer: string | null = null;
  private owner?: AssociationOwner;
  /** C-STORE answers must leave in the order of their requests. */
  private queue: Promise<void> = Promise.resolve();
  private readonly stream: Socket;

  constructor(socket: Socket, idleMs: number) {
    super(socket, { connectTimeout: idleMs, pduTimeout: idleMs });
    this.stream = socket;
    this.on('networkError', (error: Error) => this.owner?.finished(error.message));
  }

  /** The base class's constructor already listens, so what it calls finds its owner only after this. */
  belongTo(owner: AssociationOwner): this {
    this.owner = owner;
    return this;
  }

  /** Resolves when every request that came has been answered. */
  settled(): Promise<void> {
    return this.queue;
  }

  override associationRequested(association: dimseAssociation.Association): void {
    const callingAeTitle = association.getCallingAeTitle().trim();
    if (this.peer !== null || association.getPresentationContexts().length > MOST_CONTEXTS) {
      return this.breakOff('unexpected A-ASSOCIATE-RQ');
    }
    const rejection = this.owner?.admit(callingAeTitle, association.getCalledAeTitle().trim());
    if (rejection) {
      this.sendAssociationReject(rejection.result, rejection.source, rejection.reason);
      this.stream.end();
      return;
    }
    this.peer = callingAeTitle;
    answerContexts(association);
    // What we announce as ours; the library would otherwise repeat the peer's own, often small, limit.
    association.setMaxPduLength(LONGEST_PDU);
    association.setNegotiateAsyncOps?.(false);
    this.sendAssociationAccept();
  }

  override associationReleaseRequested(): void {
    this.queue = this.release(this.queue);
  }

  override cEchoRequest(
    request: requests.CEchoRequest,
    callback: (response: responses.CEchoResponse) => void,
  ): void {
    if (this.peer === null) return this.breakOff('C-ECHO without an association');
    const response = responses.CEchoResponse.fromRequest(request);
    response.setStatus(constants.Status.Success);
    callback(response);
  }

  override createStoreWritableStream(): Writable {
    return new DataSetCollector(this.owner?.dataSetLimit ?? 0);
  }

  override createDatasetFromStoreWritableStream(
    writable: Writable,
    context: dimseAssociation.PresentationContext,
    callback: (dataset: Dataset) => void,
  ): void {
    const accepted = context.getResult() === constants.PresentationContextResult.Accept;
    const transferSyntaxUid = context.getAcceptedTransferSyntaxUid();
    if (this.peer === null || !accepted || !transferSyntaxUid || !(writable instanceof DataSetCollector)) {
      return this.breakOff('C-STORE without an accepted presentation context');
    }
    callback(new ReceivedDataSet(writable.bytes(), transferSyntaxUid));
  }

  override cStoreRequest(
    request: requests.CStoreRequest,
    callback: (response: responses.CStoreResponse) => void,
  ): void {
    const dataSet = request.getDataset();
    if (this.peer === null || !(dataSet instanceof ReceivedDataSet))
      return this.breakOff('unexpected C-STORE');
    const store = {
      callingAeTitle: this.peer,
      sopClassUid: String(request.getAffectedSopClassUid() ?? ''),
      sopInstanceUid: String(request.getAffectedSopInstanceUid() ?? ''),
      transferSyntaxUid: dataSet.getTransferSyntaxUid(),
      dataSet: dataSet.bytes,
    };
    // Reading on would gather the next objects in memory while this one is still being written.
    this.stream.pause();
    this.queue = this.answer(this.queue, request, store, callback);
  }

  override abort(): void {
    this.owner?.finished('aborted by the peer');
  }

  override cFindRequest(): void {
    this.breakOff('C-FIND is not offered');
  }

  override cMoveRequest(): void {
    this.breakOff('C-MOVE is not offered');
  }

  override cGetRequest(): void {
    this.breakOff('C-GET is not offered');
  }

  override cCancelRequest(): void {
    // Nothing that could be cancelled is ever pending.
  }

  private async release(before: Promise<void>): Promise<void> {
    await before;
    this.sendAssociationReleaseResponse();
    this.owner?.finished('released');
  }

  private async answer(
    before: Promise<void>,
    request: requests.CStoreRequest,
    store: StoreRequest,
    respond: (response: responses.CStoreResponse) => void,
  ): Promise<void> {
    await before;
    const response = responses.CStoreResponse.fromRequest(request);
    const { dicomStatus, comment } = await this.answerStore(store);
    response.setStatus(dicomStatus);
    if (comment) response.setErrorComment(comment.slice(0, LONGEST_COMMENT));
    respond(response);
    this.stream.resume();
  }

  private async answerStore(request: StoreRequest): Promise<StoreAnswer> {
    const failure = { dicomStatus: constants.Status.ProcessingFailure, comment: 'processing failure' };
    return (await this.owner?.store(request).catch(() => failure)) ?? failure;
  }

  private breakOff(reason: string): void {
    this.sendAbort(constants.AbortSource.ServiceProvider, constants.AbortReason.UnexpectedPdu);
    this.owner?.finished(reason);
  }
}
