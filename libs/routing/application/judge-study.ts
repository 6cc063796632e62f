import { Injectable } from '@nestjs/common';
import type { StudyInstanceUid } from '@wetread/kernel';
import { ConditionLanguage, type Explanation } from '../domain/condition-language';
import { decidingRule } from '../domain/match-rules';
import { missingSeries } from '../domain/missing-series';
import { priorRule, type RoutingRule } from '../domain/routing-rule';
import { RuleSets } from '../domain/rule-sets';
import { IsFetchedPrior } from './is-fetched-prior';
import { ReadStudyAttributes } from './read-study-attributes';

/** What the active rules say of a study as it is now. */
export interface Judgement {
  readonly ruleSetVersion: number;
  readonly rule: RoutingRule;
  readonly because: Explanation;
  /** Which of the series that the rule expects are not there, in words. */
  readonly missing: readonly string[];
}

/** Holds a study against the active rules; a study that was fetched for comparison against none. */
@Injectable()
export class JudgeStudy {
  constructor(
    private readonly attributes: ReadStudyAttributes,
    private readonly ruleSets: RuleSets,
    private readonly language: ConditionLanguage,
    private readonly isFetchedPrior: IsFetchedPrior,
  ) {}

  /** @throws StudyNotFound */
  async execute(studyInstanceUid: StudyInstanceUid): Promise<Judgement> {
    const study = await this.attributes.execute(studyInstanceUid);
    const { version: ruleSetVersion, rules } = await this.ruleSets.active();
    const rule = (await this.isFetchedPrior.execute(studyInstanceUid))
      ? priorRule
      : decidingRule(rules, study, this.language);
    const because = this.language.explain(rule.condition, study);
    const { expectedSeries } = rule.outcome;
    const missing = expectedSeries ? missingSeries(expectedSeries, study.series) : [];
    return { ruleSetVersion, rule, because, missing };
  }
}
