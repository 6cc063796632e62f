import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { EventPayload } from './outbox';

/** An event whose handlers failed for good; kept for a person to look at. */
@Entity('dead_letters')
export class DeadLetterRow {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('text')
  type!: string;

  @Column('text')
  key!: string;

  @Column('jsonb')
  payload!: EventPayload;

  @Column('text', { name: 'error_code' })
  errorCode!: string;

  @Column('timestamptz', { name: 'failed_at' })
  failedAt!: Date;
}
