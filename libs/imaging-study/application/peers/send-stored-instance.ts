import { Readable } from 'node:stream';
import { Injectable } from '@nestjs/common';
import { objectSyntaxes, transcodeDataSet } from '@wetread/dicom';
import {
  type DimseStatus,
  dimseStatus,
  DimseError,
  type MoveOriginator,
  type OutgoingStore,
  Status,
} from '@wetread/dimse';
import { DomainError } from '@wetread/kernel';
import { Logger } from '@wetread/platform';
import { StoredObjects } from '../../domain/query/stored-objects';
import type { StoredInstance } from '../../domain/stored-study';

/** Whoever takes C-STORE requests: an association that we opened, or one on which a peer asked by C-GET. */
export interface StoreTarget {
  readonly isOpen: boolean;
  acceptedSyntaxes(sopClassUid: string): string[];
  store(instance: OutgoingStore): Promise<DimseStatus>;
}

/** Sends stored instances to peers: byte for byte where they take the stored transfer syntax, else without loss. */
@Injectable()
export class SendStoredInstance {
  constructor(
    private readonly objects: StoredObjects,
    private readonly logger: Logger,
  ) {}

  /**
   * The peer's status, or one of ours for what could not be sent (A900 and a comment).
   * @throws DimseError when the association has ended
   */
  async execute(
    target: StoreTarget,
    instance: StoredInstance,
    moveOriginator?: MoveOriginator,
  ): Promise<DimseStatus> {
    const { sopClassUid, sopInstanceUid } = instance;
    try {
      const outgoing = await this.encoded(instance, target.acceptedSyntaxes(sopClassUid));
      if (!outgoing) return dimseStatus(Status.dataSetDoesNotMatch, 'no accepted transfer syntax fits');
      return await target.store({ sopClassUid, sopInstanceUid, ...outgoing, moveOriginator });
    } catch (error) {
      if (!target.isOpen || !(error instanceof DomainError) || error instanceof DimseError) throw error;
      this.logger.warn({ error, sopInstanceUid }, 'a stored instance could not be sent');
      return dimseStatus(Status.processingFailure, error.code);
    }
  }

  private async encoded(
    instance: StoredInstance,
    accepted: readonly string[],
  ): Promise<Pick<OutgoingStore, 'transferSyntaxUid' | 'dataSet'> | null> {
    if (accepted.length === 0) return null;
    const object = await this.objects.open(instance);
    const { transferSyntaxUid } = object;
    if (accepted.includes(transferSyntaxUid)) return { transferSyntaxUid, dataSet: object.dataSet() };
    const target = objectSyntaxes(object.header).find((syntax) => accepted.includes(syntax));
    if (target === undefined) return null;
    return { transferSyntaxUid: target, dataSet: Readable.from(transcodeDataSet(object, target)) };
  }
}
