import { Injectable } from '@nestjs/common';
import type { StudyInstanceUid } from '@wetread/kernel';
import { ConditionLanguage } from '../domain/condition-language';
import { decidingRule, explainRules, type RuleVerdict } from '../domain/match-rules';
import { missingSeries } from '../domain/missing-series';
import { priorRule, type RoutingRule, type RuleOutcome } from '../domain/routing-rule';
import { RuleSets } from '../domain/rule-sets';
import { IsFetchedPrior } from './is-fetched-prior';
import { ReadStudyAttributes } from './read-study-attributes';
import { ValidateRules } from './validate-rules';

export interface DryRunResult {
  readonly rule: string;
  readonly outcome: RuleOutcome;
  /** What the deciding rule would still wait for. */
  readonly missing: readonly string[];
  readonly verdicts: readonly RuleVerdict[];
}

/** Says what rules would do with a stored study, and because of what; changes nothing. */
@Injectable()
export class DryRun {
  constructor(
    private readonly validate: ValidateRules,
    private readonly attributes: ReadStudyAttributes,
    private readonly isFetchedPrior: IsFetchedPrior,
    private readonly ruleSets: RuleSets,
    private readonly language: ConditionLanguage,
  ) {}

  /**
   * @param unsaved the rules to try; default the active ones
   * @throws StudyNotFound, RulesInvalid
   */
  async execute(studyInstanceUid: StudyInstanceUid, unsaved?: readonly RoutingRule[]): Promise<DryRunResult> {
    if (unsaved) await this.validate.execute(unsaved);
    const rules = unsaved ?? (await this.ruleSets.active()).rules;
    const study = await this.attributes.execute(studyInstanceUid);
    const isPrior = await this.isFetchedPrior.execute(studyInstanceUid);
    const verdicts = explainRules(rules, study, this.language, isPrior);
    const { name, outcome } = isPrior ? priorRule : decidingRule(rules, study, this.language);
    const missing = outcome.expectedSeries ? missingSeries(outcome.expectedSeries, study.series) : [];
    return { rule: name, outcome, missing, verdicts };
  }
}
