import { Controller, Get, Header, Query } from '@nestjs/common';
import { OrderQuery, type OrderList } from '@wetread/contracts';
import { RequiresAbility } from '@wetread/identity';
import { studyInstanceUid } from '@wetread/kernel';
import { zodQuery } from '@wetread/platform';
import { ExternalReports } from '../domain/external-reports';
import type { Order } from '../domain/order';
import { Orders } from '../domain/orders';

/** What was asked for, and what others have reported on it. */
@Controller('api/orders')
@RequiresAbility('read')
export class OrdersController {
  constructor(
    private readonly orders: Orders,
    private readonly reports: ExternalReports,
  ) {}

  @Get()
  @Header('Cache-Control', 'no-store')
  async list(@Query(zodQuery(OrderQuery)) query: OrderQuery): Promise<OrderList> {
    if (query.accession !== undefined) return this.byAccession(query.accession);
    const order = await this.orders.forStudy(studyInstanceUid(query.study ?? ''));
    if (!order) return { orders: [], reports: [] };
    const { reports } = await this.byAccession(order.accessionNumber ?? '');
    return { orders: [summary(order)], reports };
  }

  private async byAccession(accession: string): Promise<OrderList> {
    const orders = await this.orders.byAccession(accession);
    const reports = await this.reports.byAccession(accession);
    return { orders: orders.map(summary), reports };
  }
}

const summary = ({ patient, ...order }: Order): OrderList['orders'][number] => ({
  ...order,
  patientId: patient.patientId,
  issuerOfPatientId: patient.issuer,
});
