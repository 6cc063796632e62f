import { Injectable } from '@nestjs/common';
import type { StudyInstanceUid } from '@wetread/kernel';
import { Database } from '@wetread/platform';
import type { Order, OrderPriority, OrderStatus } from '../domain/order';
import { Orders } from '../domain/orders';

interface Row {
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
const ORDERS = `select orders.*, patient.id as current_patient, patient.patient_id as current_patient_id,
    patient.issuer as current_issuer
  from orders
  join patients told on told.id = orders.patient_id
  join patients patient on patient.id = coalesce(told.merged_into, told.id)`;

// Number and patient must both fit: accession numbers of two hospitals may be equal. Where one side does not tell whose
// its Patient ID is, the ID alone decides, because the order's number agrees as well.
const OF_STUDY = `${ORDERS}
  join studies study on study.study_instance_uid = $1 and study.deleted_at is null
  join patients holder on holder.id = study.patient_id
  where (orders.study_instance_uid = study.study_instance_uid or orders.accession_number = study.accession_number)
    and (patient.id = holder.id
      or (told.patient_id = holder.patient_id and (told.issuer = '' or holder.issuer = '')))
  order by (orders.study_instance_uid = study.study_instance_uid) is true desc, orders.status = 'cancelled',
    orders.updated_at desc
  limit 1`;

@Injectable()
export class OrdersRepository extends Orders {
  constructor(private readonly database: Database) {
    super();
  }

  async forStudy(studyInstanceUid: StudyInstanceUid): Promise<Order | null> {
    const [row] = await this.database.manager().query<Row[]>(OF_STUDY, [studyInstanceUid]);
    return row ? orderOf(row) : null;
  }

  async byAccession(accessionNumber: string): Promise<Order[]> {
    const rows = await this.database
      .manager()
      .query<Row[]>(
        `${ORDERS} where orders.accession_number = $1 order by orders.updated_at desc, orders.id`,
        [accessionNumber],
      );
    return rows.map(orderOf);
  }
}

const orderOf = (row: Row): Order => ({
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
