import { Injectable } from '@nestjs/common';
import type { StudyInstanceUid } from '@wetread/kernel';
import { Database } from '@wetread/platform';
import type { Order } from '../domain/order';
import { Orders } from '../domain/orders';
import { NUMBER_FITS, ORDER_COLUMNS, ORDER_TABLES, orderOf, type OrderRow, PATIENT_FITS } from './order-rows';

const ORDERS = `select ${ORDER_COLUMNS} from ${ORDER_TABLES}`;

const OF_STUDY = `${ORDERS}
  join studies study on study.study_instance_uid = $1 and study.deleted_at is null
  join patients holder on holder.id = study.patient_id
  where ${NUMBER_FITS} and ${PATIENT_FITS}
  order by (orders.study_instance_uid = study.study_instance_uid) is true desc, orders.status = 'cancelled',
    orders.updated_at desc
  limit 1`;

@Injectable()
export class OrdersRepository extends Orders {
  constructor(private readonly database: Database) {
    super();
  }

  async forStudy(studyInstanceUid: StudyInstanceUid): Promise<Order | null> {
    const [row] = await this.database.manager().query<OrderRow[]>(OF_STUDY, [studyInstanceUid]);
    return row ? orderOf(row) : null;
  }

  async byAccession(accessionNumber: string): Promise<Order[]> {
    const rows = await this.database
      .manager()
      .query<OrderRow[]>(
        `${ORDERS} where orders.accession_number = $1 order by orders.updated_at desc, orders.id`,
        [accessionNumber],
      );
    return rows.map(orderOf);
  }
}
