import { Injectable } from '@nestjs/common';
import type { StudyInstanceUid } from '@wetread/kernel';
import { Orders } from '@wetread/orders';
import { noOrder, OrderAttributes } from '../domain/order-attributes';
import type { StudyAttributes } from '../domain/study-attributes';

/** {@link OrderAttributes} from the room that receives orders; reason and clinical information stay there. */
@Injectable()
export class ReceivedOrders extends OrderAttributes {
  constructor(private readonly orders: Orders) {
    super();
  }

  async ofStudy(studyInstanceUid: StudyInstanceUid): Promise<StudyAttributes['order']> {
    const order = await this.orders.forStudy(studyInstanceUid);
    if (!order) return noOrder;
    const { code, text } = order.procedure;
    return { found: true, priority: order.priority, procedureCode: code ?? '', procedureText: text ?? '' };
  }
}
