/** Ids only: an event travels through queue storage and logs, where PHI has no business. */
export type EventPayload = Record<string, string | number | boolean | null>;

export interface OutboxEvent {
  /** `room.what-happened`, for example `study.completed`. */
  type: string;
  /** What the event is about. An equal `{type, key}` that still waits is replaced, not doubled. */
  key: string;
  payload: EventPayload;
  /** Earliest time of delivery; a later event of the same `{type, key}` moves it (debounce). */
  notBefore?: Date;
}

/**
 * Events written in the transaction of what they tell, delivered after it commits: at least once, at most one
 * at a time per `{type, key}`, also after the process was killed.
 */
export abstract class Outbox {
  abstract add(event: OutboxEvent): Promise<void>;
}
