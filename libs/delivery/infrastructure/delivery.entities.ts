import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { AttemptOutcome } from '../domain/deliveries';
import type { DeliveryFormat } from '../domain/delivery-format';
import type { DeliveryState } from '../domain/delivery-state';

@Entity('deliveries')
export class DeliveryEntity {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('uuid', { name: 'destination_id' })
  destinationId!: string;

  @Column('uuid', { name: 'report_id' })
  reportId!: string;

  @Column('integer')
  revision!: number;

  @Column('text')
  status!: string;

  @Column('text', { name: 'study_instance_uid' })
  studyInstanceUid!: string;

  @Column('text')
  format!: DeliveryFormat;

  @Column('text')
  state!: DeliveryState;

  @Column('text', { name: 'message_id', nullable: true })
  messageId!: string | null;

  @Column('text', { name: 'content_hash', nullable: true })
  contentHash!: string | null;

  @Column('boolean', { name: 'may_have_arrived' })
  mayHaveArrived!: boolean;

  @Column('timestamptz', { name: 'message_forgotten_at', nullable: true })
  messageForgottenAt!: Date | null;

  @Column('integer')
  attempts!: number;

  @Column('integer', { name: 'attempts_before' })
  attemptsBefore!: number;

  @Column('timestamptz', { name: 'next_attempt_at' })
  nextAttemptAt!: Date;

  @Column('text', { nullable: true })
  cause!: string | null;

  @Column('timestamptz', { name: 'created_at' })
  createdAt!: Date;

  @Column('timestamptz', { name: 'delivered_at', nullable: true })
  deliveredAt!: Date | null;
}

@Entity('delivery_attempts')
export class DeliveryAttemptEntity {
  @PrimaryColumn('uuid', { name: 'delivery_id' })
  deliveryId!: string;

  @PrimaryColumn('integer')
  number!: number;

  @Column('timestamptz', { name: 'started_at' })
  startedAt!: Date;

  @Column('timestamptz', { name: 'ended_at', nullable: true })
  endedAt!: Date | null;

  @Column('text', { nullable: true })
  outcome!: AttemptOutcome | null;

  @Column('text', { nullable: true })
  code!: string | null;

  @Column('text', { nullable: true })
  answer!: string | null;
}
