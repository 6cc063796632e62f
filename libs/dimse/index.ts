export type { AcceptedContext } from './association/accepted-context';
export type {
  FindOptions,
  MoveOptions,
  NormalizedOptions,
  NormalizedResult,
  RetrieveOptions,
  RetrieveResult,
} from './association/scu';
export type { NormalizedAnswer, NormalizedRequest } from './association/serve-requests';
export type { DimseAnswer, IncomingStore, MoveOriginator, OutgoingStore } from './association/store';
export { OUR_MAXIMUM_LENGTH } from './association/limits';
export { defaultTimeouts, type DimseTimeouts } from './association/timeouts';
export type { PeerRequests } from './client/answer-peer';
export type { ClientAssociation } from './client/client-association';
export { type DimsePeer, openAssociation, type OpenOptions } from './client/open-association';
export { type ProposedContext, queryContext, storageContexts } from './client/proposed-contexts';
export * from './dimse-error';
export type { SubOperations } from './message/command-set';
export { type DimseStatus, dimseStatus, Status, type StatusClass, statusClassOf } from './message/status';
export { ContextResult } from './pdu/pdu';
export { Rejected, type Rejection } from './pdu/reasons';
export { DimseServer, type DimseServerLimits, type DimseServerOptions } from './server/dimse-server';
export type {
  Admission,
  AssociationRequest,
  ContextDecision,
  DimseService,
  MoveRequest,
  ProposedRoleContext,
  QueryRequest,
  Retrieval,
  RetrieveOutcome,
  ServedAssociation,
} from './server/dimse-service';
export { cipherSuites, type TlsClient, type TlsServer } from './transport/tls';
