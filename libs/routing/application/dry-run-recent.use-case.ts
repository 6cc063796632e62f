import { Injectable } from '@nestjs/common';
import { StudyIntake, StudyNotFound } from '@wetread/imaging-study';
import type { StudyInstanceUid } from '@wetread/kernel';
import { ConditionLanguage } from '../domain/condition-language';
import { decidingRule } from '../domain/match-rules';
import { defaultRule, type RoutingRule } from '../domain/routing-rule';
import { RuleSets } from '../domain/rule-sets';
import { ReadStudyAttributes } from './read-study-attributes';
import { ValidateRules } from './validate-rules';

/** How many of the latest studies a rule would decide, with a few of them to look at. */
export interface RuleCount {
  readonly rule: string;
  readonly studies: number;
  readonly examples: readonly StudyInstanceUid[];
}

const EXAMPLES = 3;

/** Counts what rules would do with the latest studies; changes nothing. */
@Injectable()
export class DryRunRecent {
  constructor(
    private readonly validate: ValidateRules,
    private readonly attributes: ReadStudyAttributes,
    private readonly intake: StudyIntake,
    private readonly ruleSets: RuleSets,
    private readonly language: ConditionLanguage,
  ) {}

  /**
   * @param unsaved the rules to try; default the active ones
   * @returns one line a rule in their order, the default rule last
   * @throws RulesInvalid
   */
  async execute(limit: number, unsaved?: readonly RoutingRule[]): Promise<RuleCount[]> {
    if (unsaved) await this.validate.execute(unsaved);
    const rules = unsaved ?? (await this.ruleSets.active()).rules;
    const decided = new Map<string, StudyInstanceUid[]>();
    for (const study of await this.intake.latest(limit)) {
      const rule = await this.ruleFor(study, rules);
      if (rule !== null) decided.set(rule, [...(decided.get(rule) ?? []), study]);
    }
    return [...rules, defaultRule].map(({ name }) => {
      const studies = decided.get(name) ?? [];
      return { rule: name, studies: studies.length, examples: studies.slice(0, EXAMPLES) };
    });
  }

  /** `null` when the study was deleted meanwhile. */
  private async ruleFor(study: StudyInstanceUid, rules: readonly RoutingRule[]): Promise<string | null> {
    try {
      return decidingRule(rules, await this.attributes.execute(study), this.language).name;
    } catch (error) {
      if (error instanceof StudyNotFound) return null;
      throw error;
    }
  }
}
