import { Readable } from 'node:stream';
import { Injectable } from '@nestjs/common';
import { part10Head } from '@wetread/dicom';
import { DataSetTooLarge, type DimseAnswer, type IncomingStore } from '@wetread/dimse';
import { DomainError, isUid } from '@wetread/kernel';
import type { IncomingInstance } from '../../domain/incoming';
import { type Sender, SendingRegistry } from '../../domain/sending-registry';
import { dicomStatusOf } from '../../domain/status-of-error';
import { AnnouncedOtherwise, ObjectTooLarge } from '../../domain/store-errors';
import type { StoreResult } from '../../domain/store-outcome';
import { FinishSending } from '../finish-sending';
import { AcknowledgeEarly } from '../intake/acknowledge-early';
import { StoreInstances, type StoreInstancesCommand } from '../store-instances.use-case';

/** What `StoreInstances` must know besides the instance. */
export type ReceivingContext = Omit<StoreInstancesCommand, 'instances'>;
type Receive = (request: IncomingStore) => Promise<DimseAnswer>;

/** Stores what comes by C-STORE, while it comes, and says with which status to answer (PS3.4 section B.2.3). */
@Injectable()
export class StoreReceived {
  constructor(
    private readonly storeInstances: StoreInstances,
    private readonly senders: SendingRegistry,
    private readonly finishSending: FinishSending,
    private readonly early: AcknowledgeEarly,
  ) {}

  /** One C-STORE request. `context.sender` is whoever outlives it: the association. */
  async execute(request: IncomingStore, context: ReceivingContext): Promise<DimseAnswer> {
    try {
      const instances = only(incomingOf(request, context.source.peer));
      const [result] = await this.storeInstances.execute({ answer: 'early', ...context, instances });
      if (!result) throw new RangeError('one instance went in and no result came out');
      return answerOf(result);
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      return { dicomStatus: dicomStatusOf(error), comment: error.code };
    }
  }

  /** All requests of one association that we opened count as one sender, until `work` ends. */
  async during<T>(
    context: Omit<ReceivingContext, 'sender'>,
    work: (receive: Receive) => Promise<T>,
  ): Promise<T> {
    const sender = this.senders.open();
    try {
      // Whoever fetches asks at once for what has come, so it is told of when it can be found.
      return await work((request) => this.execute(request, { answer: 'filed', ...context, sender }));
    } finally {
      await this.finish(sender);
    }
  }

  open(): Sender {
    return this.senders.open();
  }

  /** The association has ended: its studies are no longer being sent to. */
  async finish(sender: Sender): Promise<void> {
    await this.early.settled();
    await this.finishSending.execute(sender);
  }
}

const answerOf = ({ dicomStatus, code }: StoreResult): DimseAnswer => ({ dicomStatus, comment: code ?? '' });

async function* only(instance: IncomingInstance): AsyncGenerator<IncomingInstance> {
  yield instance;
}

/** The data set behind file meta information, as `StoreInstances` takes it; the data set's own bytes stay as sent. */
export function incomingOf(request: IncomingStore, sourceAeTitle: string): IncomingInstance {
  const { sopClassUid, sopInstanceUid, transferSyntaxUid, abstractSyntaxUid, dataSet } = request;
  const name = sopInstanceUid;
  if (!isUid(sopClassUid) || sopClassUid !== abstractSyntaxUid)
    return { name, error: new AnnouncedOtherwise('SOPClassUID') };
  if (!isUid(sopInstanceUid)) return { name, error: new AnnouncedOtherwise('SOPInstanceUID') };
  const head = part10Head({ transferSyntaxUid, sopClassUid, sopInstanceUid, sourceAeTitle });
  return { name, body: Readable.from(behind(head, dataSet)), announced: { sopClassUid, sopInstanceUid } };
}

async function* behind(head: Uint8Array, dataSet: Readable): AsyncGenerator<Uint8Array> {
  yield head;
  try {
    yield* dataSet;
  } catch (error) {
    throw error instanceof DataSetTooLarge ? new ObjectTooLarge(error.limit) : error;
  }
}
