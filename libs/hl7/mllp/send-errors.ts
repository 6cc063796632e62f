import { DomainError } from '@wetread/kernel';

/** A message was not acknowledged. */
export abstract class MllpSendError extends DomainError {
  readonly status = 'unavailable';
  /** Whether the peer may have the message all the same; it must then recognise a repetition by MSH-10. */
  abstract readonly mayHaveArrived: boolean;
}

export class DestinationUnreachable extends MllpSendError {
  readonly code = 'hl7.unreachable';
  readonly mayHaveArrived = false;
  constructor(options?: ErrorOptions) {
    const cause = (options?.cause as NodeJS.ErrnoException | undefined)?.code;
    super(`no connection to the HL7 destination${cause ? ` (${cause})` : ''}`, options);
  }
}

export class AckTimeout extends MllpSendError {
  readonly code = 'hl7.ack-timeout';
  readonly mayHaveArrived = true;
  constructor(milliseconds: number) {
    super(`the HL7 destination did not acknowledge within ${milliseconds} ms`);
  }
}

/** The connection ended before an acknowledgement came. */
export class MllpConnectionLost extends MllpSendError {
  readonly code = 'hl7.connection-lost';
  readonly mayHaveArrived = true;
  constructor(options?: ErrorOptions) {
    super('the HL7 destination closed the connection without an acknowledgement', options);
  }
}

export class AckUnreadable extends MllpSendError {
  readonly code = 'hl7.ack-unreadable';
  readonly mayHaveArrived = true;
  constructor(reason: string) {
    super(`the HL7 destination answered with no acknowledgement of this message: ${reason}`);
  }
}
