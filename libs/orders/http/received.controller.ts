import { Controller, Get, Header, Query } from '@nestjs/common';
import {
  type Hl7MessagePage,
  Hl7MessageQuery,
  type ReceivedOrderPage,
  ReceivedOrderQuery,
} from '@wetread/contracts';
import { RequiresAbility } from '@wetread/identity';
import { zodQuery } from '@wetread/platform';
import { type JournalLine, MessageJournal } from '../domain/message-journal';
import { OrderInbox, type ReceivedOrder } from '../domain/order-inbox';

/** What other systems have sent, and what has come of it, for those who connect them. */
@Controller('api')
@RequiresAbility('manage-connections')
export class ReceivedController {
  constructor(
    private readonly inbox: OrderInbox,
    private readonly journal: MessageJournal,
  ) {}

  @Get('orders/received')
  @Header('Cache-Control', 'no-store')
  async orders(@Query(zodQuery(ReceivedOrderQuery)) query: ReceivedOrderQuery): Promise<ReceivedOrderPage> {
    const { orders, total } = await this.inbox.page(query.show, query.limit, query.offset);
    return { orders: orders.map(orderBody), total };
  }

  @Get('hl7-messages')
  @Header('Cache-Control', 'no-store')
  async messages(@Query(zodQuery(Hl7MessageQuery)) query: Hl7MessageQuery): Promise<Hl7MessagePage> {
    const { lines, total } = await this.journal.page(query.show, query.limit, query.offset);
    return { messages: lines.map(messageBody), total };
  }
}

function orderBody({
  patient,
  reason: _reason,
  clinicalInformation: _clinical,
  ...order
}: ReceivedOrder): ReceivedOrderPage['orders'][number] {
  return {
    ...order,
    patientId: patient.patientId,
    issuerOfPatientId: patient.issuer,
    changedAt: order.changedAt.toISOString(),
    studies: [...order.studies],
    otherPatients: [...order.otherPatients],
  };
}

const messageBody = (line: JournalLine): Hl7MessagePage['messages'][number] => ({
  id: line.id,
  sender: [line.sendingApplication, line.sendingFacility].filter(Boolean).join('^'),
  type: line.messageType,
  controlId: line.controlId,
  peer: line.peer,
  outcome: line.verdict.outcome,
  faults: (line.verdict.faults ?? []).map(({ at, text }) => ({ at: at ?? null, text })),
  receivedAt: line.receivedAt.toISOString(),
  times: line.times,
});
