import type { DicomItem, DicomJson } from '@wetread/dicom';
import type { AcceptedContext } from '../association/accepted-context';
import type { NormalizedOptions, NormalizedResult } from '../association/scu';
import type { NormalizedAnswer, NormalizedRequest } from '../association/serve-requests';
import type { DimseAnswer, IncomingStore, OutgoingStore } from '../association/store';
import type { SubOperations } from '../message/command-set';
import type { DimseStatus } from '../message/status';
import type { Rejection } from '../pdu/reasons';
import type { ContextProposal, ContextResult } from '../pdu/pdu';
import type { UserIdentity } from '../pdu/user-information';

/** Who asks for an association. */
export interface AssociationRequest {
  callingAeTitle: string;
  calledAeTitle: string;
  /** Without a zone; IPv4 in IPv6 as it came. */
  remoteAddress: string;
  isSecure: boolean;
  /** Shown, and not looked at by this room. */
  userIdentity: UserIdentity | null;
  contexts: readonly ProposedRoleContext[];
}

/** A proposal with the roles that the peer wants to take; without role selection it is SCU. */
export interface ProposedRoleContext extends ContextProposal {
  peerWantsToBe: { scu: boolean; scp: boolean };
  /** What the peer asks of the service beyond its class (PS3.7 section D.3.3.5). */
  extended: Uint8Array | null;
}

export type ContextDecision =
  | {
      result: typeof ContextResult.accepted;
      transferSyntaxUid: string;
      peerMayBe?: { scu: boolean; scp: boolean };
      /** What is granted of that; nothing is answered when left out. */
      extended?: Uint8Array;
    }
  | { result: Exclude<ContextResult, typeof ContextResult.accepted> };

/** Rejected as a whole, or context by context. */
export type Admission = { rejection: Rejection } | { decide(context: ProposedRoleContext): ContextDecision };

/** An association while it lasts, as the handlers see it. */
export interface ServedAssociation {
  readonly id: string;
  readonly callingAeTitle: string;
  readonly calledAeTitle: string;
  readonly remoteAddress: string;
  readonly isSecure: boolean;
  readonly contexts: readonly AcceptedContext[];
  readonly isOpen: boolean;
  /** Aborted when the association ends. */
  readonly signal: AbortSignal;
  /** Transfer syntaxes in which the peer receives this class by C-GET. */
  acceptedSyntaxes(sopClassUid: string): string[];
  /** A sub-operation of C-GET. @throws ContextNotAccepted */
  store(instance: OutgoingStore): Promise<DimseStatus>;
  nEventReport(report: NormalizedOptions): Promise<NormalizedResult>;
}

export interface QueryRequest {
  sopClassUid: string;
  messageId: number;
  identifier: DicomItem;
  /** Aborted by C-CANCEL, and when the association ends. */
  signal: AbortSignal;
}
export interface MoveRequest extends QueryRequest {
  destination: string;
}

/** How a C-MOVE or C-GET ended. */
export interface RetrieveOutcome extends DimseAnswer {
  subOperations: SubOperations;
  failedSopInstanceUids: readonly string[];
}
/** Tells its progress and ends with the outcome; {@link DimseRefusal} when it cannot even begin. */
export type Retrieval = AsyncGenerator<SubOperations, RetrieveOutcome>;

/**
 * What a server does for its peers. A verb without a handler is answered with "unrecognized operation"; an error with
 * the `dicomStatus` that it carries, else with "processing failure".
 */
export interface DimseService {
  admit(request: AssociationRequest): Promise<Admission> | Admission;
  store?(request: IncomingStore, association: ServedAssociation): Promise<DimseAnswer>;
  /** Each match is one pending response. */
  find?(request: QueryRequest, association: ServedAssociation): AsyncIterable<DicomJson>;
  move?(request: MoveRequest, association: ServedAssociation): Retrieval;
  get?(request: QueryRequest, association: ServedAssociation): Retrieval;
  action?(request: NormalizedRequest, association: ServedAssociation): Promise<NormalizedAnswer>;
  /** A result of storage commitment that we asked for. */
  eventReport?(request: NormalizedRequest, association: ServedAssociation): Promise<NormalizedAnswer>;
  /** Every request of the association has been answered or broken off. */
  closed?(association: ServedAssociation): Promise<void>;
}
