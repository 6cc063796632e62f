import type { Worklist as WorklistPage, WorklistQuery } from '@wetread/contracts';

/** The read model of the worklist: one row per study, what is to be done first. */
export abstract class Worklist {
  abstract page(query: WorklistQuery): Promise<WorklistPage>;
}
