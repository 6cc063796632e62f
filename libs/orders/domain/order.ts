import type { StudyInstanceUid } from '@wetread/kernel';

/** `stat`: before everything; `urgent`: before routine work. */
export type OrderPriority = 'stat' | 'urgent' | 'routine';
export type OrderStatus = 'requested' | 'held' | 'in-progress' | 'completed' | 'cancelled';

/** A number and who assigned it (HL7 EI); `namespace` is `''` when nobody told. */
export interface EntityId {
  number: string;
  namespace: string;
}

/** What was asked for. PHI: reason and clinical information are about a person. `null`: not told. */
export interface OrderContent {
  placer: EntityId | null;
  filler: EntityId | null;
  accessionNumber: string | null;
  /** Assigned before the images exist; the modality may still use another one. */
  studyInstanceUid: StudyInstanceUid | null;
  requestedProcedureId: string | null;
  procedure: { code: string | null; scheme: string | null; text: string | null };
  modality: string | null;
  priority: OrderPriority | null;
  reason: string | null;
  clinicalInformation: string | null;
  /** PN. */
  referringPhysician: string | null;
  /** HL7 DTM or `YYYYMMDDHHMMSS`, as told. */
  scheduledAt: string | null;
  status: OrderStatus | null;
}

/** Where an order came from. */
export interface OrderSource {
  kind: 'hl7' | 'mwl';
  peer: string;
}

export interface Order extends Omit<OrderContent, 'priority' | 'status' | 'placer' | 'filler'> {
  id: string;
  placerOrderNumber: string | null;
  fillerOrderNumber: string | null;
  priority: OrderPriority;
  status: OrderStatus;
  /** The surviving one after a merge. */
  patient: { id: string; patientId: string; issuer: string | null };
}
