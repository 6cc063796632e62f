import { Injectable } from '@nestjs/common';
import { AuditTrail } from '@wetread/audit';
import {
  type ClientAssociation,
  DimseError,
  type DimsePeer,
  DimseRefusal,
  type MoveOriginator,
  type MoveRequest,
  openAssociation,
  type QueryRequest,
  type Retrieval,
  type ServedAssociation,
  Status,
  storageContexts,
} from '@wetread/dimse';
import { DomainError } from '@wetread/kernel';
import { Peers } from '../../application/peers/peers';
import { SendStoredInstance, type StoreTarget } from '../../application/peers/send-stored-instance';
import type { StoredInstance } from '../../domain/stored-study';
import { RetrieveScope } from './retrieve-scope';
import { SubOperationCount } from './sub-operations';

/** Retrieve SCP (PS3.4 section C.4.2 and C.4.3): C-GET over the same association, C-MOVE over one to its destination. */
@Injectable()
export class AnswerRetrieve {
  constructor(
    private readonly scope: RetrieveScope,
    private readonly sendStored: SendStoredInstance,
    private readonly peers: Peers,
    private readonly audit: AuditTrail,
  ) {}

  async *get(request: QueryRequest, association: ServedAssociation): Retrieval {
    const instances = await this.scope.instances(request);
    const count = new SubOperationCount(instances.length);
    try {
      return yield* this.send(instances, count, association, request.signal);
    } finally {
      await this.record(association, association.callingAeTitle, instances, count);
    }
  }

  async *move(request: MoveRequest, association: ServedAssociation): Retrieval {
    const { destination, messageId, signal } = request;
    const peer = await this.peers.dimsePeer(destination).catch((error: unknown) => {
      if (!(error instanceof DomainError)) throw error;
      throw new DimseRefusal(Status.moveDestinationUnknown, error.code);
    });
    const instances = await this.scope.instances(request);
    const count = new SubOperationCount(instances.length);
    const originator = { aeTitle: association.callingAeTitle, messageId };
    try {
      return instances.length === 0
        ? count.outcome(false)
        : yield* this.moveTo(peer, instances, count, signal, originator);
    } finally {
      await this.record(association, destination, instances, count);
    }
  }

  private async *moveTo(
    peer: DimsePeer,
    instances: readonly StoredInstance[],
    count: SubOperationCount,
    signal: AbortSignal,
    originator: MoveOriginator,
  ): Retrieval {
    let target: ClientAssociation;
    try {
      target = await openAssociation(peer, storageContexts(instances));
    } catch (error) {
      if (!(error instanceof DimseError)) throw error;
      count.fail(instances.map(({ sopInstanceUid }) => sopInstanceUid));
      return count.outcome(false, error.code);
    }
    try {
      const outcome = yield* this.send(instances, count, target, signal, originator);
      await target.release();
      return outcome;
    } finally {
      target.abort();
    }
  }

  private async *send(
    instances: readonly StoredInstance[],
    count: SubOperationCount,
    target: StoreTarget,
    signal: AbortSignal,
    originator?: MoveOriginator,
  ): Retrieval {
    for (const [index, instance] of instances.entries()) {
      if (signal.aborted) return count.outcome(true);
      try {
        count.add(instance.sopInstanceUid, await this.sendStored.execute(target, instance, originator));
      } catch (error) {
        if (!(error instanceof DimseError)) throw error;
        count.fail(instances.slice(index).map(({ sopInstanceUid }) => sopInstanceUid));
        return count.outcome(false, error.code);
      }
      if (index < instances.length - 1) yield count.progress;
    }
    return count.outcome(false);
  }

  /** One entry a study: who took how much of it where, also when the peer went away in the middle. */
  private async record(
    { callingAeTitle }: ServedAssociation,
    destination: string,
    instances: readonly StoredInstance[],
    { progress }: SubOperationCount,
  ): Promise<void> {
    const studies = new Set(instances.map(({ studyInstanceUid }) => studyInstanceUid));
    const isWhole = progress.failed === 0 && progress.remaining === 0;
    for (const studyInstanceUid of studies) {
      await this.audit.record({
        action: 'retrieved',
        outcome: isWhole ? 'success' : 'failure',
        actor: { kind: 'device', id: callingAeTitle },
        subject: { type: 'study', id: studyInstanceUid, studyInstanceUid },
        details: { through: 'dimse', destination, ...progress },
      });
    }
  }
}
