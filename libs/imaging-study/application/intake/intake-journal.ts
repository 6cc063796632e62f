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
  /** Of the process that wrote it. */
  journal: string;
  /** Grows with every entry of a journal. */
  position: number;
}

/** The journal of a process that is gone; nobody else files it meanwhile. */
export interface LeftJournal {
  readonly journal: string;
  /** What stands in it and was not filed, oldest first. */
  readonly entries: readonly JournalledEntry[];
  /** Takes it away once all of it is filed. False while its process may yet turn out to be alive, and write. */
  remove(): Promise<boolean>;
}

/**
 * Objects that were answered with success and are still to be stored under their hash and filed (ADR 20). What was
 * appended survives a crash of process or machine until `filed` says that blob store and database have it.
 */
export abstract class IntakeJournal {
  /** Whether it takes entries now; who finds it closed files before answering. */
  abstract readonly takes: boolean;
  /** Opens this process's own, where it is not open and can be. */
  abstract open(): Promise<void>;
  /** Resolves once the entry is on the disk; entries resolve in their order. */
  abstract append(entry: JournalEntry): Promise<JournalledEntry>;
  /** The entry has been committed or set aside. */
  abstract filed(entry: JournalledEntry): void;
  /** Puts an entry that cannot be filed out of the way of the others; the next start tries it again. */
  abstract setAside(entry: JournalledEntry): Promise<void>;
  /** All that was set aside and not taken back. */
  abstract aside(): AsyncIterable<JournalledEntry>;
  abstract takeBack(entry: JournalledEntry): Promise<void>;
  /**
   * The journals of processes that are gone, one after the other.
   * @param filedUpTo up to which position a journal has been filed
   */
  abstract leftBehind(filedUpTo: (journal: string) => Promise<number>): AsyncIterable<LeftJournal>;
  /** Takes nothing more, and lets go of nothing: what stands in it is filed by the next start. */
  abstract halt(): void;
  /** Tells which journals are no more. */
  abstract close(): Promise<string[]>;
}
