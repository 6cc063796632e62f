import type { ConditionLanguage, Explanation } from './condition-language';
import { defaultRule, priorRule, type RoutingRule } from './routing-rule';
import type { StudyAttributes } from './study-attributes';

/** How one rule came out; `passed-over` when an earlier one had decided, or it is inactive. */
export interface RuleVerdict {
  readonly rule: string;
  readonly verdict: 'decides' | 'does-not-match' | 'passed-over';
  readonly explanation: Explanation;
}

/** The first active rule whose condition holds; else the default rule. Rules are tried in their order. */
export function decidingRule(
  rules: readonly RoutingRule[],
  study: StudyAttributes,
  language: ConditionLanguage,
): RoutingRule {
  return (
    rules.find(({ active, condition }) => active && language.evaluate(condition, study) === 'true') ??
    defaultRule
  );
}

/**
 * Every rule with how its condition came out, the default rule last.
 * @param isPrior whether the study was fetched for comparison: then the built-in rule `prior` stands first
 */
export function explainRules(
  rules: readonly RoutingRule[],
  study: StudyAttributes,
  language: ConditionLanguage,
  isPrior: boolean,
): RuleVerdict[] {
  let decided = false;
  return [...(isPrior ? [priorRule] : []), ...rules, defaultRule].map(({ name, condition, active }) => {
    const explanation = language.explain(condition, study);
    const passedOver = decided || !active;
    const decides = !passedOver && explanation.truth === 'true';
    decided ||= decides;
    const verdict = passedOver ? 'passed-over' : decides ? 'decides' : 'does-not-match';
    return { rule: name, verdict, explanation };
  });
}
