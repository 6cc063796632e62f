import type { Provider } from '@nestjs/common';
import { AskWorklists } from './application/ask-worklists.use-case';
import { HandleMessage } from './application/handle-message';
import { ReceiveMessage } from './application/receive-message.use-case';
import { RecordOrder } from './application/record-order';
import { RecordReport } from './application/record-report';
import { ExternalReports } from './domain/external-reports';
import { MessageJournal } from './domain/message-journal';
import { OrderInbox } from './domain/order-inbox';
import { OrderRegister, Orders } from './domain/orders';
import { ExternalReportsRepository } from './infrastructure/external-reports.repository';
import { MessageJournalRepository } from './infrastructure/message-journal.repository';
import { OrderInboxRepository } from './infrastructure/order-inbox.repository';
import { OrderRegisterRepository } from './infrastructure/order-register.repository';
import { OrdersRepository } from './infrastructure/orders.repository';
import { AskWorklistsHandler } from './jobs/ask-worklists.handler';
import { ModalityWorklists } from './worklist/modality-worklists';

/** All of the room but its HTTP routes and its listener. */
export const ordersProviders: Provider[] = [
  { provide: ExternalReports, useClass: ExternalReportsRepository },
  { provide: MessageJournal, useClass: MessageJournalRepository },
  { provide: OrderInbox, useClass: OrderInboxRepository },
  { provide: OrderRegister, useClass: OrderRegisterRepository },
  { provide: Orders, useClass: OrdersRepository },
  AskWorklists,
  AskWorklistsHandler,
  HandleMessage,
  ModalityWorklists,
  ReceiveMessage,
  RecordOrder,
  RecordReport,
];
