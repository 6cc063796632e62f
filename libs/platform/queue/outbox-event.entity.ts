import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { EventPayload } from './outbox';

/**
 * An event from its commit until its handlers have succeeded: the row, not the queue, is the truth, so that
 * losing the queue loses no work.
 */
@Entity('outbox_events')
export class OutboxEventRow {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('text')
  type!: string;

  @Column('text')
  key!: string;

  @Column('jsonb')
  payload!: EventPayload;

  /** How often handlers began with it, whether they ended or died with their process. */
  @Column('integer')
  starts!: number;

  @Column('text')
  status!: 'pending' | 'dispatched';

  @Column('timestamptz', { name: 'not_before' })
  notBefore!: Date;
}
