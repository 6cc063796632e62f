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
];
