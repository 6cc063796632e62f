import type { Delivery } from '../domain/delivery';
import type { Destination } from '../domain/destination';
import type { Message } from '../domain/transport';

/** Makes the message of a delivery: the same delivery gives the same id. */
export abstract class ComposeMessage {
  /** @throws DomainError, e.g. NothingToRender when the revision has nothing to say in this format */
  abstract compose(delivery: Delivery, destination: Destination): Promise<Message>;
  /** What names the patient of a delivery. */
  abstract patientWords(delivery: Delivery): Promise<string[]>;
}
