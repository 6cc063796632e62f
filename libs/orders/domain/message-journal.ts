/** One received message as it is kept. `body` is PHI. */
export interface JournalEntry {
  sendingApplication: string;
  sendingFacility: string;
  controlId: string;
  /** SHA-256 of everything but MSH-7: a sender may stamp a repetition anew. */
  contentHash: string;
  messageType: string;
  /** Address that it came from. */
  peer: string;
  body: string;
}

/** What we answered; PHI-free. */
export interface JournalVerdict {
  outcome: 'accepted' | 'error' | 'rejected';
  text?: string;
  faults?: readonly { condition: string; at?: string; text: string }[];
}

/** A message as it is listed, without what was in it. */
export interface JournalLine extends Omit<JournalEntry, 'body' | 'contentHash'> {
  id: string;
  verdict: JournalVerdict;
  receivedAt: Date;
  times: number;
}

/** Every message that came, once each. Written inside a transaction only. */
export abstract class MessageJournal {
  /**
   * Enters the message as accepted; `false` when this very message has been accepted before. A repetition that comes at
   * the same time waits for the first one's transaction.
   */
  abstract accept(entry: JournalEntry, at: Date): Promise<boolean>;
  /** Enters what could not be accepted; a later repetition may still be. */
  abstract refuse(entry: JournalEntry, verdict: JournalVerdict, at: Date): Promise<string>;
  /** The latest first. */
  abstract page(
    show: 'all' | 'refused',
    limit: number,
    offset: number,
  ): Promise<{ lines: JournalLine[]; total: number }>;
  /** Forgets messages that came before; says how many. */
  abstract forget(before: Date): Promise<number>;
}
