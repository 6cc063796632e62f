import { DomainError } from '@wetread/kernel';
import type { ReportStatus } from './report-status';

export class ReportNotFound extends DomainError {
  readonly code = 'report.not-found';
  readonly status = 'not-found';
  constructor(what: string) {
    super(`there is no report ${what}`);
  }
}

/** No report, and why: the model refused to draft. */
export class DraftRefused extends DomainError {
  readonly code = 'report.draft-refused';
  readonly status = 'not-found';
  constructor(
    readonly refusalCode: string,
    reason: string,
  ) {
    super(`no draft was made (${refusalCode}): ${reason}`);
  }
}

export class RevisionStale extends DomainError {
  readonly code = 'report.revision-stale';
  readonly status = 'conflict';
  constructor(
    readonly base: number,
    readonly current: number,
  ) {
    super(`revision ${base} is not the current one (${current}): load the report again and redo the change`);
  }
}

export class ReportAlreadyFinal extends DomainError {
  readonly code = 'report.already-final';
  readonly status = 'conflict';
  constructor() {
    super('the report is signed; from here on it changes only by addendum or correction');
  }
}

export class ReportNotSigned extends DomainError {
  readonly code = 'report.not-signed';
  readonly status = 'conflict';
  constructor() {
    super('the report is not signed yet; edit it instead');
  }
}

export class TransitionRefused extends DomainError {
  readonly code = 'report.transition-refused';
  readonly status = 'conflict';
  constructor(from: ReportStatus, to: ReportStatus) {
    super(`a report that is ${from} cannot become ${to}`);
  }
}

export class CriticalFindingUnacknowledged extends DomainError {
  readonly code = 'report.critical-unacknowledged';
  readonly status = 'conflict';
  constructor(readonly findings: readonly string[]) {
    super(`acknowledge the critical findings before signing: ${findings.join(', ')}`);
  }
}

export class EditInvalid extends DomainError {
  readonly code = 'report.edit-invalid';
  readonly status = 'invalid';
}

/** The report has nothing that this format holds; another revision may. */
export class NothingToRender extends DomainError {
  readonly code = 'report.nothing-to-render';
  readonly status = 'not-found';
  constructor(format: string, because: string) {
    super(`this revision has nothing for the format ${format}: ${because}`);
  }
}
