import type { StudyInstanceUid } from '@wetread/kernel';
import type { Order, OrderContent, OrderSource } from './order';

/** What the rooms above read of orders. */
export abstract class Orders {
  /**
   * The order of a study: by Study Instance UID, else by accession number, and only when patient and order do not
   * contradict each other; the one still open before a cancelled one, the newest first.
   */
  abstract forStudy(studyInstanceUid: StudyInstanceUid): Promise<Order | null>;
  /** Newest first; of several issuers and patients when they use one number. */
  abstract byAccession(accessionNumber: string): Promise<Order[]>;
}

/** Orders as messages and worklists write them. Always inside a transaction. */
export abstract class OrderRegister {
  /**
   * Changes the order with this filler number, else the one without filler number that has this placer number, else
   * makes one, with the filler's number as accession number where none is told; what is `null` in `content` stays as it was.
   */
  abstract save(
    content: OrderContent,
    patient: string,
    source: OrderSource,
    at: Date,
  ): Promise<Pick<Order, 'id' | 'status' | 'studyInstanceUid'>>;
}
