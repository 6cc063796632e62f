import { Injectable } from '@nestjs/common';
import { Database } from '@wetread/platform';
import type { RuleSet } from '../domain/routing-rule';
import { type RuleSetHead, RuleSets } from '../domain/rule-sets';
import { ActiveRulesEntity, RuleSetEntity } from './rule-set.entities';

@Injectable()
export class RuleSetRepository extends RuleSets {
  constructor(private readonly database: Database) {
    super();
  }

  async heads(): Promise<RuleSetHead[]> {
    return this.database.manager().find(RuleSetEntity, {
      select: { version: true, author: true, comment: true, hash: true, createdAt: true },
      order: { version: 'DESC' },
    });
  }

  async find(version: number): Promise<RuleSet | null> {
    return this.database.manager().findOneBy(RuleSetEntity, { version });
  }

  async active(): Promise<RuleSet> {
    return this.database
      .manager()
      .createQueryBuilder(RuleSetEntity, 'rule_set')
      .innerJoin(ActiveRulesEntity, 'active', 'active.version = rule_set.version')
      .getOneOrFail();
  }

  async add(ruleSet: RuleSet): Promise<boolean> {
    const { raw } = await this.database
      .manager()
      .createQueryBuilder()
      .insert()
      .into(RuleSetEntity)
      .values(ruleSet as RuleSetEntity)
      .orIgnore()
      .returning('version')
      .execute();
    return (raw as unknown[]).length > 0;
  }

  async activate(version: number, replaces: number, by: string, at: Date): Promise<boolean> {
    const { affected } = await this.database
      .manager()
      .update(ActiveRulesEntity, { version: replaces }, { version, activatedBy: by, activatedAt: at });
    return affected === 1;
  }
}
