import { Injectable } from '@nestjs/common';
import { AuditTrail } from '@wetread/audit';
import { Clock } from '@wetread/kernel';
import type { OrderContent, OrderSource } from '../domain/order';
import { OrderRegister } from '../domain/orders';

/** Keeps an order and tells the trail, in the surrounding transaction. */
@Injectable()
export class RecordOrder {
  constructor(
    private readonly register: OrderRegister,
    private readonly audit: AuditTrail,
    private readonly clock: Clock,
  ) {}

  async execute(content: OrderContent, patient: string, source: OrderSource): Promise<void> {
    const order = await this.register.save(content, patient, source, this.clock.now());
    await this.audit.record({
      action: 'order-changed',
      actor: { kind: 'device', id: source.peer },
      subject: { type: 'order', id: order.id, studyInstanceUid: order.studyInstanceUid },
      details: { status: order.status, through: source.kind, patient },
    });
  }
}
