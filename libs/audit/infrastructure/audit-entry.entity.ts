import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { AuditActor, AuditOutcome, ChainedEntry } from '../domain/audit-trail';

// PostgreSQL's bigint arrives as text; a chain of 2^53 entries is out of reach.
const asNumber = { from: Number, to: (value: number) => value };

@Entity('audit_entries')
export class AuditEntryRow {
  @PrimaryColumn('bigint', { transformer: asNumber })
  sequence!: number;

  @Column({ type: 'timestamptz', precision: 3 })
  at!: Date;

  @Column('text')
  action!: string;

  @Column('text')
  outcome!: AuditOutcome;

  @Column('text', { name: 'actor_kind' })
  actorKind!: AuditActor['kind'];

  @Column('text', { name: 'actor_id' })
  actorId!: string;

  @Column('text', { name: 'subject_type' })
  subjectType!: string;

  @Column('text', { name: 'subject_id' })
  subjectId!: string;

  @Column('text', { name: 'study_instance_uid', nullable: true })
  studyInstanceUid!: string | null;

  @Column('jsonb')
  details!: object;

  @Column('text', { name: 'previous_hash' })
  previousHash!: string;

  @Column('text')
  hash!: string;
}

/** The entry by the names of its columns. */
export const toColumns = ({ at, actor, subject, ...entry }: ChainedEntry) => ({
  sequence: entry.sequence,
  at: at.toISOString(),
  action: entry.action,
  outcome: entry.outcome,
  actor_kind: actor.kind,
  actor_id: actor.id,
  subject_type: subject.type,
  subject_id: subject.id,
  study_instance_uid: subject.studyInstanceUid,
  details: entry.details,
  previous_hash: entry.previousHash,
  hash: entry.hash,
});

export const toEntry = (row: AuditEntryRow): ChainedEntry => ({
  sequence: row.sequence,
  at: row.at,
  action: row.action,
  outcome: row.outcome,
  actor: { kind: row.actorKind, id: row.actorId },
  subject: { type: row.subjectType, id: row.subjectId, studyInstanceUid: row.studyInstanceUid },
  details: { ...row.details },
  previousHash: row.previousHash,
  hash: row.hash,
});
