import { DomainError } from '@wetread/kernel';

export class WorkitemNotFound extends DomainError {
  readonly code = 'workitem.not-found';
  readonly status = 'not-found';
  constructor(workitem: string) {
    super(`there is no workitem ${workitem}`);
  }
}

export class WorkitemExists extends DomainError {
  readonly code = 'workitem.exists';
  readonly status = 'conflict';
  constructor(workitem: string) {
    super(`a workitem with the UID ${workitem} exists already`);
  }
}

/** The request cannot be followed in the state that the workitem is in (PS3.4 table CC.1.1-2). */
export class WorkitemStateConflict extends DomainError {
  readonly code = 'workitem.state-conflict';
  readonly status = 'conflict';
  constructor(state: string) {
    super(`the request is inconsistent with the state of the workitem, which is ${state}`);
  }
}

/** The lock on a workitem in progress is its Transaction UID, known to who claimed it alone (PS3.4 CC.1.1). */
export class TransactionUidMissing extends DomainError {
  readonly code = 'workitem.transaction-uid-missing';
  readonly status = 'invalid';
  constructor() {
    super('the Transaction UID is missing: give the one with which the workitem was claimed');
  }
}

export class TransactionUidWrong extends DomainError {
  readonly code = 'workitem.transaction-uid-wrong';
  readonly status = 'conflict';
  constructor() {
    super('the Transaction UID is not the one with which the workitem was claimed');
  }
}

/** Attributes that PS3.4 table CC.2.5-3 wants and the request lacks or may not set. */
export class WorkitemInvalid extends DomainError {
  readonly code = 'workitem.invalid';
  readonly status = 'invalid';
}

export class WorkitemTypeUnsupported extends DomainError {
  readonly code = 'workitem.unsupported-media-type';
  readonly status = 'unsupported';
  constructor() {
    super('send one data set as application/dicom+json or application/dicom+xml');
  }
}

export class WorkitemTooLarge extends DomainError {
  readonly code = 'workitem.too-large';
  readonly status = 'too-large';
  constructor(mostBytes: number) {
    super(`a data set of the worklist has at most ${mostBytes} bytes`);
  }
}

/** COMPLETED and CANCELED want attributes that the performer has not given yet (PS3.4 table CC.2.5-3, final state). */
export class FinalStateNotMet extends DomainError {
  readonly code = 'workitem.final-state-not-met';
  readonly status = 'conflict';
  constructor(state: string, missing: readonly string[]) {
    super(`before ${state} the workitem needs ${missing.join(', ')}`);
  }
}

/** The archive has refused our own output; trying again may help (a full disk). */
export class OutputNotStored extends DomainError {
  readonly code = 'workitem.output-not-stored';
  readonly status = 'unavailable';
  constructor(reason: string) {
    super(`the output of the workitem could not be stored: ${reason}`);
  }
}

export class SubscriptionNotFound extends DomainError {
  readonly code = 'workitem.subscription-not-found';
  readonly status = 'not-found';
  constructor(subscriber: string) {
    super(`${subscriber.slice(0, 16)} has no such subscription`);
  }
}
