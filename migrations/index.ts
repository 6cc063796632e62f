import type { MigrationInterface } from 'typeorm';
import { Platform1764000001000 } from './1764000001000-platform';
import { Audit1764000002000 } from './1764000002000-audit';
import { Identity1764000003000 } from './1764000003000-identity';
import { ImagingStudy1764000004000 } from './1764000004000-imaging-study';
import { Inference1764000005000 } from './1764000005000-inference';
import { Reporting1764000006000 } from './1764000006000-reporting';
import { Repairs1764000007000 } from './1764000007000-repairs';
import { Priors1764000008000 } from './1764000008000-priors';
import { QueryIndex1764000009000 } from './1764000009000-query-index';
import { AuditBatches1764000010000 } from './1764000010000-audit-batches';
import { Delivery1764000011000 } from './1764000011000-delivery';
import { OrdersIdentity1764000012000 } from './1764000012000-orders-identity';
import { Routing1764000013000 } from './1764000013000-routing';
import { Workitems1764000014000 } from './1764000014000-workitems';
import { Dimse1764000015000 } from './1764000015000-dimse';
import { Conformance1764000016000 } from './1764000016000-conformance';
import { DeliveryRetention1764000017000 } from './1764000017000-delivery-retention';
import { WorkitemRetention1764000018000 } from './1764000018000-workitem-retention';
import { PeerContacts1764000019000 } from './1764000019000-peer-contacts';
import { IntakeJournal1764000020000 } from './1764000020000-intake-journal';
import { CommitmentLimit1764000021000 } from './1764000021000-commitment-limit';
import { ExpectedStudies1764000022000 } from './1764000022000-expected-studies';
import { NameLexemes1764000023000 } from './1764000023000-name-lexemes';
import { WorkitemChannels1764000024000 } from './1764000024000-workitem-channels';
import { NamesWithGroups1764000025000 } from './1764000025000-names-with-groups';
import { OpenWorkitems1764000026000 } from './1764000026000-open-workitems';
import { WorklistEntries1764000027000 } from './1764000027000-worklist-entries';
import { StudyWords1764000028000 } from './1764000028000-study-words';
import { DataSetHashes1764000029000 } from './1764000029000-data-set-hashes';
import { IntakeJournals1764000030000 } from './1764000030000-intake-journals';

/** Every migration, oldest first; a room appends its line. */
export const migrations: (new () => MigrationInterface)[] = [
  Platform1764000001000,
  Audit1764000002000,
  Identity1764000003000,
  ImagingStudy1764000004000,
  Inference1764000005000,
  Reporting1764000006000,
  Repairs1764000007000,
  Priors1764000008000,
  QueryIndex1764000009000,
  AuditBatches1764000010000,
  Delivery1764000011000,
  OrdersIdentity1764000012000,
  Routing1764000013000,
  Workitems1764000014000,
  Dimse1764000015000,
  Conformance1764000016000,
  DeliveryRetention1764000017000,
  WorkitemRetention1764000018000,
  PeerContacts1764000019000,
  IntakeJournal1764000020000,
  CommitmentLimit1764000021000,
  ExpectedStudies1764000022000,
  NameLexemes1764000023000,
  WorkitemChannels1764000024000,
  NamesWithGroups1764000025000,
  OpenWorkitems1764000026000,
  WorklistEntries1764000027000,
  StudyWords1764000028000,
  DataSetHashes1764000029000,
  IntakeJournals1764000030000,
];
