import { Injectable } from '@nestjs/common';
import { AuditTrail } from '@wetread/audit';
import { canonicalJson, Clock, contentHash } from '@wetread/kernel';
import { Database } from '@wetread/platform';
import { RulesChangedMeanwhile } from '../domain/routing-errors';
import type { RoutingRule, RuleSet } from '../domain/routing-rule';
import { RuleSets } from '../domain/rule-sets';
import { ValidateRules } from './validate-rules';

export interface SaveRuleSetCommand {
  /** The newest version, which the rules were made from; guards against lost edits. */
  basedOn: number;
  rules: readonly RoutingRule[];
  comment: string;
  /** Id of the user. */
  author: string;
}

/** Saves rules as a new version that decides nothing until it is activated. */
@Injectable()
export class SaveRuleSet {
  constructor(
    private readonly validate: ValidateRules,
    private readonly ruleSets: RuleSets,
    private readonly audit: AuditTrail,
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /** @throws RulesInvalid, RulesChangedMeanwhile */
  async execute({ basedOn, rules, comment, author }: SaveRuleSetCommand): Promise<RuleSet> {
    await this.validate.execute(rules);
    const hash = contentHash(canonicalJson(rules));
    const ruleSet = { version: basedOn + 1, rules, comment, author, hash, createdAt: this.clock.now() };
    return this.database.transaction(async () => {
      const latest = await this.latest();
      if (latest !== basedOn) throw new RulesChangedMeanwhile(basedOn, latest);
      // The version is the key: of two who save at once, one is told.
      if (!(await this.ruleSets.add(ruleSet))) throw new RulesChangedMeanwhile(basedOn, ruleSet.version);
      await this.audit.record({
        action: 'rules-saved',
        actor: { kind: 'user', id: author },
        subject: { type: 'rule-set', id: String(ruleSet.version) },
        details: { hash, rules: rules.length },
      });
      return ruleSet;
    });
  }

  private async latest(): Promise<number> {
    return (await this.ruleSets.heads())[0]?.version ?? 0;
  }
}
