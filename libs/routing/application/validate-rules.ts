import { Injectable } from '@nestjs/common';
import { ConditionLanguage } from '../domain/condition-language';
import { InstalledModels } from '../domain/installed-models';
import { KnownDestinations } from '../domain/known-destinations';
import { type RuleFault, RulesInvalid } from '../domain/routing-errors';
import { reservedNames, type RoutingRule, type RuleOutcome } from '../domain/routing-rule';

/** Makes sure that rules can be run before they are saved or tried. */
@Injectable()
export class ValidateRules {
  constructor(
    private readonly language: ConditionLanguage,
    private readonly models: InstalledModels,
    private readonly destinations: KnownDestinations,
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
    const known = { models: await this.models.filmReaders(), destinations: await this.destinations.names() };
    return [...nameFaults(rules), ...rules.flatMap((rule, place) => this.faultsOf(rule, place, known))];
  }

  private faultsOf({ condition, outcome }: RoutingRule, rule: number, known: Nameable): RuleFault[] {
    const faults: RuleFault[] = [];
    const fault = this.language.fault(condition);
    if (fault) faults.push({ rule, field: 'condition', ...fault });
    const message = modelFault(outcome, known);
    if (message) faults.push({ rule, field: 'model', position: null, message });
    return [...faults, ...destinationFaults(outcome, known).map((message) => namingFault(rule, message))];
  }
}

/** What rules may name. */
interface Nameable {
  readonly models: readonly string[];
  /** `null`: anything. */
  readonly destinations: readonly string[] | null;
}

function modelFault({ model }: RuleOutcome, { models }: Nameable): string | null {
  if (model === null || models.includes(model)) return null;
  return `no film reader "${model}" is installed; name one of ${models.join(', ') || 'none'} or none`;
}

/** What is sent nowhere is missed by nobody: each name must be a destination's, letter by letter. */
function destinationFaults({ destinations }: RuleOutcome, known: Nameable): string[] {
  const others = known.destinations?.map((name) => `"${name}"`).join(', ');
  const wayOut = others ? `name ${others}` : 'there is none yet; add it first';
  return (destinations ?? [])
    .filter((name) => known.destinations?.includes(name) === false)
    .map((name) => `there is no destination "${name}"; ${wayOut}`);
}

const namingFault = (rule: number, message: string): RuleFault => ({
  rule,
  field: 'destinations',
  position: null,
  message,
});

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
