import { DomainError } from '@wetread/kernel';

/** One thing that is wrong with a rule set, and where. */
export interface RuleFault {
  /** Place of the rule in the list, from 0. */
  readonly rule: number;
  readonly field: 'name' | 'condition' | 'model' | 'destinations';
  /** First wrong character of the condition, from 0. */
  readonly position: number | null;
  /** What is wrong and the way out, without naming the rule. */
  readonly message: string;
}

/** Every fault of a rule set at once, so that one edit mends them all. */
export class RulesInvalid extends DomainError {
  readonly code = 'routing.rules-invalid';
  readonly status = 'invalid';
  constructor(
    readonly faults: readonly RuleFault[],
    names: readonly string[],
  ) {
    super(`the rules are not valid: ${faults.map((fault) => inWords(fault, names)).join('; ')}`);
  }
}

function inWords({ rule, field, position, message }: RuleFault, names: readonly string[]): string {
  if (field === 'name') return message;
  const place = position === null ? '' : `, at character ${position + 1} of the condition`;
  return `rule "${names[rule] ?? ''}": ${message}${place}`;
}

export class RuleSetNotFound extends DomainError {
  readonly code = 'routing.rule-set-not-found';
  readonly status = 'not-found';
  constructor(version: number) {
    super(`there is no version ${version} of the rules; GET /api/routing/rule-sets lists them`);
  }
}

export class RulesChangedMeanwhile extends DomainError {
  readonly code = 'routing.rules-changed-meanwhile';
  readonly status = 'conflict';
  constructor(basedOn: number, latest: number) {
    super(
      `version ${latest} of the rules has come since version ${basedOn}; read it and save your change on top`,
    );
  }
}

export class OtherRulesActive extends DomainError {
  readonly code = 'routing.other-rules-active';
  readonly status = 'conflict';
  constructor(replaces: number, active: number) {
    super(`version ${active} of the rules is active, not ${replaces}; look at it and activate again`);
  }
}
