import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { ReportSentence } from '../domain/report-content';

@Entity('draft_refusals')
export class DraftRefusalEntity {
  @PrimaryColumn('uuid', { default: () => 'gen_random_uuid()' })
  id!: string;

  @Column('uuid', { name: 'inference_id', nullable: true })
  inferenceId!: string | null;

  @Column('text', { name: 'study_instance_uid' })
  studyInstanceUid!: string;

  @Column('integer')
  completion!: number;

  @Column('text')
  code!: string;

  @Column('text')
  reason!: string;

  @Column('timestamptz', { name: 'created_at' })
  createdAt!: Date;
}

@Entity('draft_proposals')
export class DraftProposalEntity {
  @PrimaryColumn('uuid', { name: 'inference_id' })
  inferenceId!: string;

  @Column('uuid', { name: 'report_id' })
  reportId!: string;

  @Column('integer')
  completion!: number;

  @Column('text')
  reason!: string;

  @Column('jsonb')
  content!: { sentences: readonly ReportSentence[] };

  @Column('timestamptz', { name: 'created_at' })
  createdAt!: Date;
}
