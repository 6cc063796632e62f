import type { DestinationKind, DeliveryFormat } from './delivery-format';
import type { TargetOf } from './destination';
import type { Outcome } from './outcome';

/** What is sent, the same at every attempt. */
export interface Message {
  /** MSH-10, SOP Instance UID or `Idempotency-Key`. */
  readonly id: string;
  readonly format: DeliveryFormat;
  readonly bytes: Buffer;
}

/** How messages reach destinations of one kind. A peer's refusal or silence is an {@link Outcome}, not an error. */
export abstract class Transport<Kind extends DestinationKind = DestinationKind> {
  abstract readonly kind: Kind;
  /** One attempt. Sending the same message twice must be recognisable to the peer by the message's id. */
  abstract send(target: TargetOf<Kind>, message: Message, timeoutMs: number): Promise<Outcome>;
  /** Asks the peer whether it is there, without delivering anything. */
  abstract test(target: TargetOf<Kind>, timeoutMs: number): Promise<Outcome>;
}
