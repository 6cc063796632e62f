import { Module } from '@nestjs/common';
import { ImagingStudyModule } from '@wetread/imaging-study';
import { AskWorklists } from './application/ask-worklists.use-case';
import { ReceiveMessage } from './application/receive-message.use-case';
import { MessageJournal } from './domain/message-journal';
import { Orders } from './domain/orders';
import { OrdersController } from './http/orders.controller';
import { ReceivedController } from './http/received.controller';
import { ordersProviders } from './orders.providers';

/** Orders, patients and reports of other systems. */
@Module({
  imports: [ImagingStudyModule],
  controllers: [OrdersController, ReceivedController],
  providers: ordersProviders,
  exports: [AskWorklists, MessageJournal, Orders, ReceiveMessage],
})
export class OrdersModule {}
