import type { StudyInstanceUid } from '@wetread/kernel';
import type { Order, OrderPriority, OrderStatus } from '../domain/order';

/** {@link ORDER_COLUMNS} of {@link ORDER_TABLES}. */
export interface OrderRow {
  id: string;
  placer_order_number: string | null;
  filler_order_number: string | null;
  accession_number: string | null;
  study_instance_uid: StudyInstanceUid | null;
  requested_procedure_id: string | null;
  procedure_code: string | null;
  procedure_scheme: string | null;
  procedure_text: string | null;
  modality: string | null;
  priority: OrderPriority;
  reason: string | null;
  clinical_information: string | null;
  referring_physician: string | null;
  scheduled_at: string | null;
  status: OrderStatus;
  current_patient: string;
  current_patient_id: string;
  current_issuer: string;
}

// Orders name the patient whom they were placed for; after a merge that is the surviving one.
export const ORDER_TABLES = `orders
  join patients told on told.id = orders.patient_id
  join patients patient on patient.id = coalesce(told.merged_into, told.id)`;

export const ORDER_COLUMNS = `orders.*, patient.id as current_patient, patient.patient_id as current_patient_id,
  patient.issuer as current_issuer`;

// Accession numbers of two hospitals may be equal: the patient must fit as well. Where one side does not tell whose its
// Patient ID is, the ID alone decides, because the order's number agrees.
export const PATIENT_FITS = `(patient.id = holder.id
  or (told.patient_id = holder.patient_id and (told.issuer = '' or holder.issuer = '')))`;

export const NUMBER_FITS = `(orders.study_instance_uid = study.study_instance_uid
  or orders.accession_number = study.accession_number)`;

export const orderOf = (row: OrderRow): Order => ({
  id: row.id,
  placerOrderNumber: row.placer_order_number,
  fillerOrderNumber: row.filler_order_number,
  accessionNumber: row.accession_number,
  studyInstanceUid: row.study_instance_uid,
  requestedProcedureId: row.requested_procedure_id,
  procedure: { code: row.procedure_code, scheme: row.procedure_scheme, text: row.procedure_text },
  modality: row.modality,
  priority: row.priority,
  reason: row.reason,
  clinicalInformation: row.clinical_information,
  referringPhysician: row.referring_physician,
  scheduledAt: row.scheduled_at,
  status: row.status,
  patient: {
    id: row.current_patient,
    patientId: row.current_patient_id,
    issuer: row.current_issuer || null,
  },
});
