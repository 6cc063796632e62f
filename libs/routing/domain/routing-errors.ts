import { DomainError } from '@wetread/kernel';

/** Every fault of a rule set at once, so that one edit mends them all. */
export class RulesInvalid extends DomainError {
  readonly code = 'routing.rules-invalid';
  readonly status = 'invalid';
  constructor(readonly faults: readonly string[]) {
    super(`the rules are not saved: ${faults.join('; ')}`);
  }
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
