import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { SourceOutcome } from '../../domain/priors/prior-fetches';
import type { PriorSourceSettings } from '../../domain/priors/prior-sources';

@Entity('prior_sources')
export class PriorSourceEntity {
  @PrimaryColumn('text')
  name!: string;

  @Column('jsonb')
  settings!: PriorSourceSettings;

  @Column('boolean')
  active!: boolean;

  @Column('timestamptz', { name: 'changed_at' })
  changedAt!: Date;
}

@Entity('prior_fetches')
export class PriorFetchEntity {
  @PrimaryColumn('text', { name: 'study_instance_uid' })
  studyInstanceUid!: string;

  @Column('text')
  state!: 'running' | 'finished' | 'given-up';

  @Column('jsonb')
  outcome!: readonly SourceOutcome[];

  @Column('timestamptz', { name: 'started_at' })
  startedAt!: Date;

  @Column('timestamptz', { name: 'finished_at', nullable: true })
  finishedAt!: Date | null;
}

@Entity('prior_studies')
export class PriorStudyEntity {
  @PrimaryColumn('text', { name: 'study_instance_uid' })
  studyInstanceUid!: string;

  @Column('text', { name: 'for_study_instance_uid' })
  forStudyInstanceUid!: string;

  @Column('text')
  source!: string;

  @Column('timestamptz', { name: 'asked_at' })
  askedAt!: Date;
}
