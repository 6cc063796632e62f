import { DomainError, type ErrorStatus } from '@wetread/kernel';
import { abortWords, rejectionWords } from './pdu/reasons';

/** What can go wrong between two application entities. Messages name no address and no patient. */
export abstract class DimseError extends DomainError {}

/** No TCP or TLS connection came about. */
export class PeerUnreachable extends DimseError {
  readonly code = 'dimse.peer-unreachable';
  readonly status = 'unavailable';
  constructor(aeTitle: string, reason: string, options?: ErrorOptions) {
    super(`${aeTitle} cannot be reached: ${reason}; check host, port and TLS of the peer`, options);
  }
}

/** The peer answered A-ASSOCIATE-RJ (PS3.8 section 9.3.4). */
export class AssociationRejected extends DimseError {
  readonly code = 'dimse.association-rejected';
  readonly status: ErrorStatus;
  constructor(
    readonly result: number,
    readonly source: number,
    readonly reason: number,
  ) {
    super(`the association was rejected: ${rejectionWords(result, source, reason)}`);
    this.status = result === 2 ? 'unavailable' : 'forbidden';
  }
  /** Rejected-transient: trying again later may succeed. */
  get isTransient(): boolean {
    return this.result === 2;
  }
}

/** The peer sent A-ABORT (PS3.8 section 9.3.8). */
export class PeerAborted extends DimseError {
  readonly code = 'dimse.peer-aborted';
  readonly status = 'unavailable';
  constructor(
    readonly source: number,
    readonly reason: number,
  ) {
    super(`the peer aborted the association: ${abortWords(source, reason)}`);
  }
}

/** The peer said nothing, or took nothing, for longer than it may. */
export class PeerSilent extends DimseError {
  readonly code = 'dimse.peer-silent';
  readonly status = 'unavailable';
  constructor(waitedFor: string) {
    super(`the peer fell silent: ${waitedFor}`);
  }
}

export class ConnectionLost extends DimseError {
  readonly code = 'dimse.connection-lost';
  readonly status = 'unavailable';
  constructor(options?: ErrorOptions) {
    super('the connection ended before the association was released', options);
  }
}

/** The bytes of the peer break PS3.7 or PS3.8; the association is aborted. */
export class ProtocolBroken extends DimseError {
  readonly code = 'dimse.protocol-broken';
  readonly status = 'invalid';
  constructor(
    what: string,
    /** Reason of the A-ABORT that answers it (PS3.8 table 9-26). */
    readonly abortReason: number = 6,
  ) {
    super(`the peer broke the DICOM protocol: ${what}`);
  }
}

/** None of the accepted presentation contexts fits what is to be sent. */
export class ContextNotAccepted extends DimseError {
  readonly code = 'dimse.context-not-accepted';
  readonly status = 'unsupported';
  constructor(
    readonly sopClassUid: string,
    readonly transferSyntaxUid?: string,
  ) {
    const syntax = transferSyntaxUid ? ` in the transfer syntax ${transferSyntaxUid}` : '';
    super(`the peer did not accept the SOP class ${sopClassUid}${syntax}`);
  }
}

/** A data set is larger than the receiver takes; the association goes on. */
export class DataSetTooLarge extends DimseError {
  readonly code = 'dimse.data-set-too-large';
  readonly status = 'too-large';
  constructor(readonly limit: number) {
    super(`the data set is larger than the allowed ${limit} bytes`);
  }
}

/** We ended the association ourselves, by `abort()` or because a signal said so. */
export class AssociationAborted extends DimseError {
  readonly code = 'dimse.association-aborted';
  readonly status = 'unavailable';
  constructor(because: string, options?: ErrorOptions) {
    super(`the association was aborted: ${because}`, options);
  }
}

/** Thrown by a handler to answer a request with this status. */
export class DimseRefusal extends DimseError {
  readonly code = 'dimse.refused';
  readonly status = 'invalid';
  constructor(
    readonly dicomStatus: number,
    /** Goes into (0000,0902) Error Comment: no PHI, 64 characters are sent. */
    readonly comment: string,
  ) {
    super(comment);
  }
}

/** The peer answered a request with a failure. */
export class RequestFailed extends DimseError {
  readonly code = 'dimse.request-failed';
  readonly status = 'unavailable';
  constructor(
    readonly dicomStatus: number,
    /** The peer's words; they may name a patient, so they are not in the message. */
    readonly comment: string | null,
  ) {
    super(`the peer answered with the status ${dicomStatus.toString(16).toUpperCase().padStart(4, '0')}`);
  }
}
