import { Module } from '@nestjs/common';
import { Hl7Listener } from './gateway/hl7-listener';
import { JournalRetention } from './gateway/journal-retention';
import { OrdersModule } from './orders.module';

/** The HL7 gateway: ADT, orders and results over MLLP. Import it in the one process that owns the port. */
@Module({
  imports: [OrdersModule],
  providers: [Hl7Listener, JournalRetention],
  exports: [Hl7Listener],
})
export class Hl7Module {}
