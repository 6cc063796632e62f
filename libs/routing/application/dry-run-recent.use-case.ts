import { Injectable } from '@nestjs/common';
import { StudyIntake, StudyNotFound } from '@wetread/imaging-study';
import { canonicalJson, type StudyInstanceUid } from '@wetread/kernel';
import { ConditionLanguage } from '../domain/condition-language';
import { decidingRule } from '../domain/match-rules';
import { defaultRule, priorRule, type RoutingRule } from '../domain/routing-rule';
import { RuleSets } from '../domain/rule-sets';
import { IsFetchedPrior } from './is-fetched-prior';
import { ReadStudyAttributes } from './read-study-attributes';
import { ValidateRules } from './validate-rules';

/** How many of the latest studies a rule would decide, with a few of them to look at. */
interface RuleCount {
  readonly rule: string;
  readonly studies: number;
  readonly examples: readonly StudyInstanceUid[];
}

type Verdict = Pick<RoutingRule, 'outcome'> & { readonly rule: string };

/** A study with which the tried rules would do something else than the active ones. */
export interface RoutingChange {
  readonly studyInstanceUid: StudyInstanceUid;
  readonly from: Verdict;
  readonly to: Verdict;
}

export interface RecentDryRun {
  /** How many were looked at. */
  readonly studies: number;
  /** One line a rule in their order, the default rule last; `prior` first where it decides any. */
  readonly counts: readonly RuleCount[];
  /** The latest first. */
  readonly changes: readonly RoutingChange[];
}

const EXAMPLES = 3;

/** Says what rules would do with the latest studies, and with which something else than now; changes nothing. */
@Injectable()
export class DryRunRecent {
  constructor(
    private readonly validate: ValidateRules,
    private readonly attributes: ReadStudyAttributes,
    private readonly isFetchedPrior: IsFetchedPrior,
    private readonly intake: StudyIntake,
    private readonly ruleSets: RuleSets,
    private readonly language: ConditionLanguage,
  ) {}

  /**
   * @param unsaved the rules to try; default the active ones
   * @throws RulesInvalid
   */
  async execute(limit: number, unsaved?: readonly RoutingRule[]): Promise<RecentDryRun> {
    if (unsaved) await this.validate.execute(unsaved);
    const active = (await this.ruleSets.active()).rules;
    const rules = unsaved ?? active;
    const judged: RoutingChange[] = [];
    for (const study of await this.intake.latest(limit)) {
      const judgement = await this.judge(study, active, rules);
      if (judgement) judged.push(judgement);
    }
    return {
      studies: judged.length,
      counts: countsOf(rules, judged),
      changes: judged.filter(({ from, to }) => canonicalJson(from.outcome) !== canonicalJson(to.outcome)),
    };
  }

  /** `null` when the study was deleted meanwhile. */
  private async judge(
    studyInstanceUid: StudyInstanceUid,
    active: readonly RoutingRule[],
    rules: readonly RoutingRule[],
  ): Promise<RoutingChange | null> {
    try {
      if (await this.isFetchedPrior.execute(studyInstanceUid)) {
        const verdict = verdictOf(priorRule);
        return { studyInstanceUid, from: verdict, to: verdict };
      }
      const study = await this.attributes.execute(studyInstanceUid);
      const from = verdictOf(decidingRule(active, study, this.language));
      const to = rules === active ? from : verdictOf(decidingRule(rules, study, this.language));
      return { studyInstanceUid, from, to };
    } catch (error) {
      if (error instanceof StudyNotFound) return null;
      throw error;
    }
  }
}

const verdictOf = ({ name, outcome }: RoutingRule): Verdict => ({ rule: name, outcome });

function countsOf(rules: readonly RoutingRule[], judged: readonly RoutingChange[]): RuleCount[] {
  const isPriorThere = judged.some(({ to }) => to.rule === priorRule.name);
  return [...(isPriorThere ? [priorRule] : []), ...rules, defaultRule].map(({ name }) => {
    const studies = judged.filter(({ to }) => to.rule === name);
    const examples = studies.slice(0, EXAMPLES).map(({ studyInstanceUid }) => studyInstanceUid);
    return { rule: name, studies: studies.length, examples };
  });
}
