import type { StudyInstanceUid } from '@wetread/kernel';
import type { Order, OrderSource } from './order';

/** An order and what has come of it. PHI. */
export interface ReceivedOrder extends Order {
  patientName: string;
  source: OrderSource;
  changedAt: Date;
  /** Studies that fulfil it, by number and patient. */
  studies: readonly StudyInstanceUid[];
  /** Studies with its number whose patient is another one: nothing is done with these. */
  otherPatients: readonly StudyInstanceUid[];
}

/** Orders as they came, for those who connect the systems. */
export abstract class OrderInbox {
  /** Changed last, first. `unmatched`: those that no study fulfils and that are not cancelled. */
  abstract page(
    show: 'all' | 'unmatched',
    limit: number,
    offset: number,
  ): Promise<{ orders: ReceivedOrder[]; total: number }>;
}
