import type { Hl7Fault, Verdict } from '@wetread/hl7';
import { DomainError } from '@wetread/kernel';

/** A message that cannot be accepted; the verdict goes back to its sender. */
export class MessageRefused extends DomainError {
  readonly code = 'orders.message-refused';
  readonly status = 'invalid';
  constructor(
    readonly outcome: 'error' | 'rejected',
    readonly fault: Hl7Fault,
  ) {
    super(fault.text);
  }

  get verdict(): Verdict {
    return { outcome: this.outcome, text: this.fault.text, faults: [this.fault] };
  }
}

/** The content is wrong; sending it again changes nothing. */
export const wrong = (condition: Hl7Fault['condition'], at: string, text: string): MessageRefused =>
  new MessageRefused('error', { condition, at, text });

/** A message of this kind is not for us. */
export const notForUs = (condition: Hl7Fault['condition'], at: string, text: string): MessageRefused =>
  new MessageRefused('rejected', { condition, at, text });
