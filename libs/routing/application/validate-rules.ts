import { Injectable } from '@nestjs/common';
import { ConditionLanguage } from '../domain/condition-language';
import { InstalledModels } from '../domain/installed-models';
import { RulesInvalid } from '../domain/routing-errors';
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
    const models = await this.models.filmReaders();
    const faults = [
      ...nameFaults(rules),
      ...rules.flatMap((rule) => this.faultsOf(rule, models).map((fault) => `rule "${rule.name}": ${fault}`)),
    ];
    if (faults.length > 0) throw new RulesInvalid(faults);
  }

  private faultsOf({ condition, outcome }: RoutingRule, models: readonly string[]): string[] {
    const faults: string[] = [];
    const fault = this.language.fault(condition);
    if (fault) faults.push(`${fault.message}, at character ${fault.position + 1} of the condition`);
    if (outcome.model !== null && !models.includes(outcome.model))
      faults.push(
        `no film reader "${outcome.model}" is installed; name one of ${models.join(', ') || 'none'} or none`,
      );
    return faults;
  }
}

function nameFaults(rules: readonly RoutingRule[]): string[] {
  const names = rules.map(({ name }) => name);
  const twice = new Set(names.filter((name, index) => names.indexOf(name) !== index));
  const reserved = names.filter((name) => reservedNames.includes(name));
  return [
    ...[...twice].map((name) => `two rules are named "${name}"; rename one`),
    ...reserved.map((name) => `the name "${name}" belongs to a built-in rule; choose another`),
  ];
}
