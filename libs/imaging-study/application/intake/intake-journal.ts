import type { ContentHash } from '@wetread/kernel';
import type { Bringer } from '../store-ledger';

/** An object as it came, and who brought it: all that storing it takes. */
export interface JournalEntry extends Bringer {
  /** That of {@link IncomingBytes}. */
  name: string;
  /** The Part 10 file. */
  bytes: Uint8Array;
  contentHash: ContentHash;
}

export interface JournalledEntry extends JournalEntry {
  /** Grows with every entry, for ever. */
  position: number;
}

/**
 * Objects that were answered with success and are still to be stored under their hash and filed (ADR 20). What was
 * appended survives a crash of process or machine until `filed` says that blob store and database have it.
 */
export abstract class IntakeJournal {
  /** Whether it takes entries now; who finds it closed files before answering. */
  abstract readonly takes: boolean;
  /** Opens it. Returns what was appended and not filed, oldest first, what had been set aside included. */
  abstract open(filedUpTo: number): Promise<JournalledEntry[]>;
  /** Resolves with the entry's position once it is on the disk; positions resolve in their order. */
  abstract append(entry: JournalEntry): Promise<number>;
  /** The entry at `position` has been committed or set aside. */
  abstract filed(position: number): void;
  /** Puts an entry that cannot be filed out of the way of the others; the next start tries it again. */
  abstract setAside(entry: JournalledEntry): Promise<void>;
  /** Takes nothing more, and lets go of nothing: what stands in it is filed by the next start. */
  abstract halt(): void;
  abstract close(): Promise<void>;
}
