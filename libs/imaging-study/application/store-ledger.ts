import { Injectable } from '@nestjs/common';
import { AuditTrail, type AuditActor, type NewAuditEntry } from '@wetread/audit';
import type { AuditAction } from '@wetread/contracts';
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

type Entry = NewAuditEntry<AuditAction>;

/**
 * Tells what happened to each instance: into quarantine at once, for the audit trail as entries that `write` appends
 * together at the end, because the trail's head is then locked for everybody. All in the surrounding transaction.
 */
@Injectable()
export class StoreLedger {
  constructor(
    private readonly audit: AuditTrail,
    private readonly quarantine: Quarantine,
  ) {}

  async write(entries: readonly Entry[]): Promise<void> {
    await this.audit.recordAll(entries);
  }

  /** `restored`: the very object that was deleted came again. */
  taken(
    action: 'received' | 'restored',
    { header, ...stored }: StorableInstance,
    { source, actor }: Bringer,
  ): Entry {
    const { sopInstanceUid: id, studyInstanceUid } = header;
    return {
      action,
      actor,
      subject: { type: 'instance', id, studyInstanceUid },
      details: {
        sopClassUid: header.sopClassUid,
        transferSyntaxUid: header.transferSyntaxUid,
        contentHash: stored.contentHash,
        bytes: stored.bytes,
        through: source.kind,
      },
    };
  }

  /** The UIDs are taken: the stored object stays as it is, the newcomer goes into quarantine. */
  async conflicted(
    instance: StorableInstance,
    error: DomainError,
    bringer: Bringer,
    at: Date,
  ): Promise<Entry> {
    const object = { ...instance, identity: instance.header, kept: true };
    return this.turnedAway([object], error, bringer, at);
  }

  /** One or more objects with equal bytes, or without any, refused for the same reason. */
  async unstorable(
    equals: readonly [UnstorableObject, ...UnstorableObject[]],
    bringer: Bringer,
    at: Date,
  ): Promise<Entry> {
    return this.turnedAway(equals, equals[0].error, bringer, at);
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
    equals: readonly [TurnedAway, ...TurnedAway[]],
    error: DomainError,
    { source, actor }: Bringer,
    at: Date,
  ): Promise<Entry> {
    const [{ name, contentHash: hash, bytes, identity, kept }] = equals;
    const dicomStatus = dicomStatusOf(error);
    const nameHash = contentHash(name);
    const times = equals.length;
    const sopInstanceUid = identity?.sopInstanceUid ?? null;
    const studyInstanceUid = identity?.studyInstanceUid ?? null;
    if (hash) {
      const reason = { reasonCode: error.code, message: error.message, dicomStatus };
      const object = { contentHash: hash, bytes, nameHash, sopInstanceUid, studyInstanceUid };
      await this.quarantine.add({ ...object, ...reason, source }, kept, at, times);
    }
    const told = { code: error.code, dicomStatus, contentHash: hash, bytes, nameHash, times };
    return {
      action: hash && kept ? 'quarantined' : 'refused',
      outcome: 'failure',
      actor,
      subject: { type: 'object', id: sopInstanceUid ?? hash ?? nameHash, studyInstanceUid },
      details: { ...told, through: source.kind },
    };
  }
}

type TurnedAway = Omit<UnstorableObject, 'kind' | 'error'>;
