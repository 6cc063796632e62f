import { Injectable } from '@nestjs/common';
import { AuditTrail, type AuditActor } from '@wetread/audit';
import { contentHash, type DomainError } from '@wetread/kernel';
import type { ExaminedInstance, StorableInstance, UnstorableObject } from '../domain/incoming';
import { Quarantine } from '../domain/quarantine';
import { dicomStatusOf } from '../domain/status-of-error';
import type { StoreSource } from '../domain/store-outcome';

/** Who brought an instance, as audit and quarantine name them. */
export interface Bringer {
  source: StoreSource;
  actor: AuditActor;
}

/** Writes what happened to each instance into audit trail and quarantine, in the surrounding transaction. */
@Injectable()
export class StoreLedger {
  constructor(
    private readonly audit: AuditTrail,
    private readonly quarantine: Quarantine,
  ) {}

  async received({ header, ...stored }: StorableInstance, { source, actor }: Bringer): Promise<void> {
    await this.audit.record({
      action: 'received',
      actor,
      subject: {
        type: 'instance',
        id: header.sopInstanceUid,
        studyInstanceUid: header.studyInstanceUid,
      },
      details: {
        sopClassUid: header.sopClassUid,
        transferSyntaxUid: header.transferSyntaxUid,
        contentHash: stored.contentHash,
        bytes: stored.bytes,
        through: source.kind,
      },
    });
  }

  /** The UIDs are taken: the stored object stays as it is, the newcomer goes into quarantine. */
  async conflicted(
    instance: StorableInstance,
    error: DomainError,
    bringer: Bringer,
    at: Date,
  ): Promise<void> {
    const object = { ...instance, identity: instance.header, kept: true };
    await this.turnedAway(object, error, bringer, at);
  }

  /** One or more objects with equal bytes, or without any, refused for the same reason. */
  async unstorable(equals: readonly UnstorableObject[], bringer: Bringer, at: Date): Promise<void> {
    const [object] = equals;
    if (object) await this.turnedAway(object, object.error, bringer, at, equals.length);
  }

  async failed({ contentHash: hash, name, ...object }: ExaminedInstance, bringer: Bringer): Promise<void> {
    const identity = object.kind === 'storable' ? object.header : object.identity;
    const studyInstanceUid = identity?.studyInstanceUid ?? null;
    const id = identity?.sopInstanceUid ?? hash ?? contentHash(name);
    await this.audit.record({
      action: 'failed',
      outcome: 'failure',
      actor: bringer.actor,
      subject: { type: 'object', id, studyInstanceUid },
      details: { contentHash: hash, bytes: object.bytes, through: bringer.source.kind },
    });
  }

  private async turnedAway(
    { name, contentHash: hash, bytes, identity, kept }: Omit<UnstorableObject, 'kind' | 'error'>,
    error: DomainError,
    { source, actor }: Bringer,
    at: Date,
    times = 1,
  ): Promise<void> {
    const dicomStatus = dicomStatusOf(error);
    const nameHash = contentHash(name);
    const sopInstanceUid = identity?.sopInstanceUid ?? null;
    const studyInstanceUid = identity?.studyInstanceUid ?? null;
    if (hash) {
      const reason = { reasonCode: error.code, message: error.message, dicomStatus };
      const entry = {
        contentHash: hash,
        bytes,
        source,
        nameHash,
        sopInstanceUid,
        studyInstanceUid,
        ...reason,
      };
      await this.quarantine.add(entry, kept, at, times);
    }
    await this.audit.record({
      action: hash && kept ? 'quarantined' : 'refused',
      outcome: 'failure',
      actor,
      subject: { type: 'object', id: sopInstanceUid ?? hash ?? nameHash, studyInstanceUid },
      details: {
        code: error.code,
        dicomStatus,
        contentHash: hash,
        bytes,
        nameHash,
        times,
        through: source.kind,
      },
    });
  }
}
