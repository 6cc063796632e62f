import {
  Hl7MessagePage,
  ReceivedOrderPage,
  type Hl7MessageQuery,
  type ReceivedOrderQuery,
} from '@wetread/contracts';
import { call } from './http';

const LIMIT = 50;

export const fetchReceivedOrders = (
  show: ReceivedOrderQuery['show'],
  offset: number,
  signal: AbortSignal,
): Promise<ReceivedOrderPage> =>
  call(ReceivedOrderPage, '/api/orders/received', { query: { show, offset, limit: LIMIT }, signal });

export const fetchMessages = (
  show: Hl7MessageQuery['show'],
  offset: number,
  signal: AbortSignal,
): Promise<Hl7MessagePage> =>
  call(Hl7MessagePage, '/api/hl7-messages', { query: { show, offset, limit: LIMIT }, signal });
