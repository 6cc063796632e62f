import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Explanation } from '../domain/condition-language';
import type { DecisionState } from '../domain/routing-decision';
import type { RuleOutcome } from '../domain/routing-rule';

@Entity('routing_decisions')
export class RoutingDecisionEntity {
  @PrimaryColumn('text', { name: 'study_instance_uid' })
  studyInstanceUid!: string;

  @PrimaryColumn('integer')
  completion!: number;

  @Column('text')
  state!: DecisionState;

  @Column('integer', { name: 'rule_set_version' })
  ruleSetVersion!: number;

  @Column('text')
  rule!: string;

  @Column('jsonb')
  outcome!: RuleOutcome;

  @Column('jsonb')
  because!: Explanation;

  @Column('integer')
  pictures!: number;

  @Column('text', { nullable: true })
  note!: string | null;

  @Column('timestamptz', { name: 'waiting_since', nullable: true })
  waitingSince!: Date | null;

  @Column('timestamptz', { name: 'decided_at' })
  decidedAt!: Date;
}
