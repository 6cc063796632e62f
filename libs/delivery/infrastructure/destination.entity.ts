import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { DeliveryFormat, DestinationKind } from '../domain/delivery-format';
import type { DestinationSettings, Target } from '../domain/destination';
import type { RetrySchedule } from '../domain/retry-schedule';

@Entity('destinations')
export class DestinationEntity {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('text')
  name!: string;

  @Column('text')
  kind!: DestinationKind;

  @Column('jsonb')
  target!: Target;

  @Column('text', { array: true })
  formats!: DeliveryFormat[];

  @Column('text')
  sends!: DestinationSettings['sends'];

  @Column('integer', { name: 'timeout_seconds' })
  timeoutSeconds!: number;

  @Column('jsonb')
  retry!: RetrySchedule;

  @Column('boolean')
  active!: boolean;

  @Column('timestamptz', { name: 'last_success_at', nullable: true })
  lastSuccessAt!: Date | null;

  @Column('timestamptz', { name: 'last_failure_at', nullable: true })
  lastFailureAt!: Date | null;

  @Column('text', { name: 'last_cause', nullable: true })
  lastCause!: string | null;

  @Column('integer', { name: 'consecutive_failures' })
  consecutiveFailures!: number;

  @Column('timestamptz', { name: 'paused_until', nullable: true })
  pausedUntil!: Date | null;

  @Column('timestamptz', { name: 'retired_at', nullable: true })
  retiredAt!: Date | null;

  @Column('timestamptz', { name: 'created_at' })
  createdAt!: Date;

  @Column('timestamptz', { name: 'updated_at' })
  updatedAt!: Date;
}
