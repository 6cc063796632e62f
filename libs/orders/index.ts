export { AskWorklists } from './application/ask-worklists.use-case';
export type { Order, OrderPriority, OrderStatus } from './domain/order';
export { Orders } from './domain/orders';
export { Hl7Listener } from './gateway/hl7-listener';
export { Hl7Module } from './hl7.module';
export { OrdersModule } from './orders.module';
