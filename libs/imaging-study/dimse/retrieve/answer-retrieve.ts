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
  type RetrieveOutcome,
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
    const outcome = yield* this.send(instances, association, request.signal);
    await this.record(association, association.callingAeTitle, instances, outcome);
    return outcome;
  }

  async *move(request: MoveRequest, association: ServedAssociation): Retrieval {
    const { destination, messageId, signal } = request;
    const peer = await this.peers.dimsePeer(destination).catch((error: unknown) => {
      if (!(error instanceof DomainError)) throw error;
      throw new DimseRefusal(Status.moveDestinationUnknown, error.code);
    });
    const instances = await this.scope.instances(request);
    const originator = { aeTitle: association.callingAeTitle, messageId };
    const outcome =
      instances.length === 0
        ? new SubOperationCount(0).outcome(false)
        : yield* this.moveTo(peer, instances, signal, originator);
    await this.record(association, destination, instances, outcome);
    return outcome;
  }

  private async *moveTo(
    peer: DimsePeer,
    instances: readonly StoredInstance[],
    signal: AbortSignal,
    originator: MoveOriginator,
  ): Retrieval {
    let target: ClientAssociation;
    try {
      target = await openAssociation(peer, storageContexts(instances));
    } catch (error) {
      if (!(error instanceof DimseError)) throw error;
      const count = new SubOperationCount(instances.length);
      count.fail(instances.map(({ sopInstanceUid }) => sopInstanceUid));
      return count.outcome(false, error.code);
    }
    try {
      const outcome = yield* this.send(instances, target, signal, originator);
      await target.release();
      return outcome;
    } finally {
      target.abort();
    }
  }

  private async *send(
    instances: readonly StoredInstance[],
    target: StoreTarget,
    signal: AbortSignal,
    originator?: MoveOriginator,
  ): Retrieval {
    const count = new SubOperationCount(instances.length);
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

  /** One entry a study: who took how much of it where. */
  private async record(
    { callingAeTitle }: ServedAssociation,
    destination: string,
    instances: readonly StoredInstance[],
    { subOperations, dicomStatus }: RetrieveOutcome,
  ): Promise<void> {
    const studies = new Set(instances.map(({ studyInstanceUid }) => studyInstanceUid));
    for (const studyInstanceUid of studies) {
      await this.audit.record({
        action: 'retrieved',
        outcome: dicomStatus === Status.success ? 'success' : 'failure',
        actor: { kind: 'device', id: callingAeTitle },
        subject: { type: 'study', id: studyInstanceUid, studyInstanceUid },
        details: { through: 'dimse', destination, dicomStatus, ...subOperations },
      });
    }
  }
}
