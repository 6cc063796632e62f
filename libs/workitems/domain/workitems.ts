import type { Workitem } from './workitem';

/** How workitems are kept. */
export abstract class Workitems {
  /** @throws WorkitemExists */
  abstract add(workitem: Workitem): Promise<void>;
  /** @throws WorkitemNotFound */
  abstract find(uid: string): Promise<Workitem>;
  /** Holds the row until the transaction ends. @throws WorkitemNotFound */
  abstract lock(uid: string): Promise<Workitem>;
  abstract save(workitem: Workitem): Promise<void>;
  /** Not yet ended workitems that have this study among their inputs. */
  abstract openOfStudy(studyInstanceUid: string): Promise<Workitem[]>;
  /** All, in order of priority, then of scheduled start; read in small pages. */
  abstract all(): AsyncIterable<Workitem>;
}
