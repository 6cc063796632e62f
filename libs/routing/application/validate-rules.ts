import { Injectable } from '@nestjs/common';
import { ConditionLanguage } from '../domain/condition-language';
import { InstalledModels } from '../domain/installed-models';
import { type RuleFault, RulesInvalid } from '../domain/routing-errors';
import { reservedNames, type RoutingRule } from '../domain/routing-rule';

/** Makes sure that rules can be run before they are saved or tried. */
@Injectable()
export class ValidateRules {
  constructor(
    private readonly language: ConditionLanguage,
    private readonly models: InstalledModels,
  ) {}

  /** @throws RulesInvalid with every fault and its way out */
  async execute(rules: readonly RoutingRule[]): Promise<void> {
    const faults = await this.faults(rules);
    if (faults.length > 0)
      throw new RulesInvalid(
        faults,
        rules.map(({ name }) => name),
      );
  }

  /** Every fault: those of names first, then rule by rule. */
  async faults(rules: readonly RoutingRule[]): Promise<RuleFault[]> {
    const models = await this.models.filmReaders();
    return [...nameFaults(rules), ...rules.flatMap((rule, place) => this.faultsOf(rule, place, models))];
  }

  private faultsOf(
    { condition, outcome }: RoutingRule,
    rule: number,
    models: readonly string[],
  ): RuleFault[] {
    const faults: RuleFault[] = [];
    const fault = this.language.fault(condition);
    if (fault) faults.push({ rule, field: 'condition', ...fault });
    if (outcome.model !== null && !models.includes(outcome.model)) {
      const others = models.join(', ') || 'none';
      const message = `no film reader "${outcome.model}" is installed; name one of ${others} or none`;
      faults.push({ rule, field: 'model', position: null, message });
    }
    return faults;
  }
}

/** Of equal names the second one is told. */
function nameFaults(rules: readonly RoutingRule[]): RuleFault[] {
  const names = rules.map(({ name }) => name);
  return names.flatMap((name, rule) => {
    if (reservedNames.includes(name))
      return [nameFault(rule, `the name "${name}" belongs to a built-in rule; choose another`)];
    const second = names.indexOf(name, names.indexOf(name) + 1);
    return second === rule ? [nameFault(rule, `two rules are named "${name}"; rename one`)] : [];
  });
}

const nameFault = (rule: number, message: string): RuleFault => ({
  rule,
  field: 'name',
  position: null,
  message,
});
