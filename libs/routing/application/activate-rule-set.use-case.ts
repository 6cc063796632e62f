import { Injectable } from '@nestjs/common';
import { AuditTrail } from '@wetread/audit';
import { Clock } from '@wetread/kernel';
import { Database } from '@wetread/platform';
import { OtherRulesActive, RuleSetNotFound } from '../domain/routing-errors';
import { RuleSets } from '../domain/rule-sets';
import { ValidateRules } from './validate-rules';

export interface ActivateRuleSetCommand {
  version: number;
  /** The version that is active now, as the user saw it. */
  replaces: number;
  /** Id of the user. */
  by: string;
}

/** Lets a version decide from now on; an older one rolls back. Studies that are routed already stay as they are. */
@Injectable()
export class ActivateRuleSet {
  constructor(
    private readonly validate: ValidateRules,
    private readonly ruleSets: RuleSets,
    private readonly audit: AuditTrail,
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /** @throws RuleSetNotFound, OtherRulesActive, RulesInvalid when a model or destination that the version names is gone */
  async execute({ version, replaces, by }: ActivateRuleSetCommand): Promise<void> {
    const ruleSet = await this.ruleSets.find(version);
    if (!ruleSet) throw new RuleSetNotFound(version);
    await this.validate.execute(ruleSet.rules);
    await this.database.transaction(async () => {
      if (!(await this.ruleSets.activate(version, replaces, by, this.clock.now())))
        throw new OtherRulesActive(replaces, (await this.ruleSets.active()).version);
      await this.audit.record({
        action: 'rules-activated',
        actor: { kind: 'user', id: by },
        subject: { type: 'rule-set', id: String(version) },
        details: { hash: ruleSet.hash, replaces },
      });
    });
  }
}
