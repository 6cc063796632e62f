import type { Workitem, WorkitemSnapshot } from './workitem';

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
  /** Workitems that ended before then, oldest first, after the one at `after`. */
  abstract endedBefore(before: Date, after: WorkitemSnapshot | null, limit: number): Promise<Workitem[]>;
  abstract remove(uid: string): Promise<void>;
  /** All, or those in these states, in order of priority, then of scheduled start; read in small pages. */
  abstract all(states?: readonly string[] | null): AsyncIterable<Workitem>;
}
