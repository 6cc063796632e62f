import { DomainError } from '@wetread/kernel';
import type { DeliveryFormat, DestinationKind } from './delivery-format';
import type { DeliveryState } from './delivery-state';

export class DestinationNotFound extends DomainError {
  readonly code = 'delivery.destination-not-found';
  readonly status = 'not-found';
  constructor() {
    super('there is no destination of this id');
  }
}

export class DestinationNameTaken extends DomainError {
  readonly code = 'delivery.destination-name-taken';
  readonly status = 'conflict';
  constructor(name: string) {
    super(
      `there is a destination named "${name}" already; routing rules name destinations, so names are unique`,
    );
  }
}

/** Under another name, or retired, it would be missed by the rules without a word. */
export class DestinationNamedByRules extends DomainError {
  readonly code = 'delivery.destination-named-by-rules';
  readonly status = 'conflict';
  constructor(name: string, rules: readonly string[]) {
    const named = rules.map((rule) => `"${rule}"`).join(', ');
    super(`the active rules ${named} send results to "${name}" by this name; change the rules first`);
  }
}

export class DestinationKindFixed extends DomainError {
  readonly code = 'delivery.destination-kind-fixed';
  readonly status = 'conflict';
  constructor(kind: DestinationKind) {
    super(`this destination is of kind ${kind} and stays so, since its ledger is; add another one instead`);
  }
}

export class DestinationRetired extends DomainError {
  readonly code = 'delivery.destination-retired';
  readonly status = 'conflict';
  constructor() {
    super('this destination has retired and gets nothing any more; add another one instead');
  }
}

export class UndeliveredRemain extends DomainError {
  readonly code = 'delivery.undelivered-remain';
  readonly status = 'conflict';
  constructor(readonly deliveries: number) {
    super(
      `the destination has not got ${deliveries} deliveries yet; let them arrive, or retire it with undelivered=skip`,
    );
  }
}

export class FormatNotTaken extends DomainError {
  readonly code = 'delivery.format-not-taken';
  readonly status = 'invalid';
  constructor(kind: DestinationKind, formats: readonly DeliveryFormat[], taken: readonly DeliveryFormat[]) {
    super(`a destination of kind ${kind} cannot take ${formats.join(', ')}; it takes ${taken.join(', ')}`);
  }
}

export class PlainTransportRefused extends DomainError {
  readonly code = 'delivery.plain-transport';
  readonly status = 'invalid';
  constructor() {
    super(
      'results are not sent unencrypted to another machine: use TLS, or say allowPlain if the network is trusted',
    );
  }
}

export class UrlRefused extends DomainError {
  readonly code = 'delivery.url-refused';
  readonly status = 'invalid';
  constructor(why: string) {
    super(`this URL cannot be a destination's: ${why}`);
  }
}

export class DeliveryNotFound extends DomainError {
  readonly code = 'delivery.not-found';
  readonly status = 'not-found';
  constructor() {
    super('there is no delivery of this id');
  }
}

export class DeliveryTransitionRefused extends DomainError {
  readonly code = 'delivery.transition-refused';
  readonly status = 'conflict';
  constructor(from: DeliveryState, to: DeliveryState) {
    super(`a delivery that is ${from} cannot become ${to}`);
  }
}

/** Sending an older revision after a newer one would put the old words in force again. */
export class LaterRevisionDelivered extends DomainError {
  readonly code = 'delivery.later-revision-delivered';
  readonly status = 'conflict';
  constructor(readonly revision: number) {
    super(`the destination has revision ${revision} of this report already; send that one again instead`);
  }
}
