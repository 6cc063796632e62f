import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { RoutingRule } from '../domain/routing-rule';

@Entity('routing_rule_sets')
export class RuleSetEntity {
  @PrimaryColumn('integer')
  version!: number;

  @Column('jsonb')
  rules!: readonly RoutingRule[];

  @Column('text')
  author!: string;

  @Column('text')
  comment!: string;

  @Column('text')
  hash!: string;

  @Column('timestamptz', { name: 'created_at' })
  createdAt!: Date;
}

/** The one row that says which version decides. */
@Entity('routing_active_rules')
export class ActiveRulesEntity {
  @PrimaryColumn('boolean')
  singleton!: boolean;

  @Column('integer')
  version!: number;

  @Column('text', { name: 'activated_by' })
  activatedBy!: string;

  @Column('timestamptz', { name: 'activated_at' })
  activatedAt!: Date;
}
