import { Injectable } from '@nestjs/common';
import type { StudyInstanceUid } from '@wetread/kernel';
import { Database } from '@wetread/platform';
import type { OrderSource } from '../domain/order';
import { OrderInbox, type ReceivedOrder } from '../domain/order-inbox';
import { NUMBER_FITS, ORDER_COLUMNS, ORDER_TABLES, orderOf, type OrderRow, PATIENT_FITS } from './order-rows';

interface InboxRow extends OrderRow {
  current_name: string;
  source_kind: OrderSource['kind'];
  source_peer: string;
  updated_at: Date;
  studies: StudyInstanceUid[];
  other_patients: StudyInstanceUid[];
}

const studiesWhere = (patient: string): string => `array(
  select study.study_instance_uid from studies study join patients holder on holder.id = study.patient_id
  where study.deleted_at is null and ${NUMBER_FITS} and ${patient}
  order by study.first_received_at limit 5)`;

const INBOX = `select ${ORDER_COLUMNS}, patient.patient_name as current_name,
    ${studiesWhere(PATIENT_FITS)} as studies, ${studiesWhere(`not ${PATIENT_FITS}`)} as other_patients
  from ${ORDER_TABLES}`;

@Injectable()
export class OrderInboxRepository extends OrderInbox {
  constructor(private readonly database: Database) {
    super();
  }

  async page(
    show: 'all' | 'unmatched',
    limit: number,
    offset: number,
  ): Promise<{ orders: ReceivedOrder[]; total: number }> {
    const manager = this.database.manager();
    const where = show === 'unmatched' ? `where studies = '{}' and status <> 'cancelled'` : '';
    const inbox = `select * from (${INBOX}) inbox ${where}`;
    const rows = await manager.query<InboxRow[]>(`${inbox} order by updated_at desc, id limit $1 offset $2`, [
      limit,
      offset,
    ]);
    const [count] = await manager.query<{ total: number }[]>(
      show === 'all'
        ? 'select count(*)::int as total from orders'
        : `select count(*)::int as total from (${inbox}) counted`,
    );
    return { orders: rows.map(receivedOrder), total: count?.total ?? 0 };
  }
}

const receivedOrder = (row: InboxRow): ReceivedOrder => ({
  ...orderOf(row),
  patientName: row.current_name,
  source: { kind: row.source_kind, peer: row.source_peer },
  changedAt: row.updated_at,
  studies: row.studies,
  otherPatients: row.other_patients,
});
