import type { Provider } from '@nestjs/common';
import { AcceptCommitment } from './application/commitment/accept-commitment.use-case';
import { AcceptReport } from './application/commitment/accept-report.use-case';
import { CommitmentLedger } from './application/commitment/commitment-ledger';
import { ExpireCommitment } from './application/commitment/expire-commitment.use-case';
import { JudgeReferences } from './application/commitment/judge-references';
import { OpenRequesters } from './application/commitment/open-requesters';
import { ReportCommitment } from './application/commitment/report-commitment.use-case';
import { RequestCommitment } from './application/commitment/request-commitment.use-case';
import { TellRequester } from './application/commitment/tell-requester';
import { EchoPeer } from './application/peers/echo-peer.use-case';
import { FindAtPeer } from './application/peers/find-at-peer.use-case';
import { GetFromPeer } from './application/peers/get-from-peer.use-case';
import { MoveFromPeer } from './application/peers/move-from-peer.use-case';
import { Peers } from './application/peers/peers';
import { RemoveApplicationEntity } from './application/peers/remove-application-entity.use-case';
import { SaveApplicationEntity } from './application/peers/save-application-entity.use-case';
import { SendStoredInstance } from './application/peers/send-stored-instance';
import { SendToPeer } from './application/peers/send-to-peer.use-case';
import { StoreReceived } from './application/peers/store-received';
import { StorageCommitments } from './domain/commitment/storage-commitment';
import { ApplicationEntities } from './domain/peers/application-entities';
import { ExpectedStudies } from './domain/peers/expected-studies';
import { PeerContacts } from './domain/peers/peer-contacts';
import { StorageCommitmentsRepository } from './infrastructure/commitment/storage-commitments.repository';
import { ApplicationEntitiesRepository } from './infrastructure/peers/application-entities.repository';
import { ExpectedStudiesRepository } from './infrastructure/peers/expected-studies.repository';
import { PeerContactsRepository } from './infrastructure/peers/peer-contacts.repository';
import { CommitmentDueHandler } from './jobs/commitment-due.handler';
import { CommitmentRequestedHandler } from './jobs/commitment-requested.handler';

/** The DICOM peers that we know, and what we ask of them. */
export const peersProviders: Provider[] = [
  { provide: ApplicationEntities, useClass: ApplicationEntitiesRepository },
  { provide: ExpectedStudies, useClass: ExpectedStudiesRepository },
  { provide: PeerContacts, useClass: PeerContactsRepository },
  { provide: StorageCommitments, useClass: StorageCommitmentsRepository },
  AcceptCommitment,
  AcceptReport,
  CommitmentDueHandler,
  CommitmentLedger,
  CommitmentRequestedHandler,
  EchoPeer,
  ExpireCommitment,
  FindAtPeer,
  GetFromPeer,
  JudgeReferences,
  MoveFromPeer,
  OpenRequesters,
  Peers,
  RemoveApplicationEntity,
  ReportCommitment,
  RequestCommitment,
  SaveApplicationEntity,
  SendStoredInstance,
  SendToPeer,
  StoreReceived,
  TellRequester,
];
