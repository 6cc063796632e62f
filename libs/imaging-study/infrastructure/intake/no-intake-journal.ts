import { IntakeJournal, type JournalledEntry } from '../../application/intake/intake-journal';

/** Where several processes share a database: each may vanish with its disk, so an instance is filed before it is answered. */
export class NoIntakeJournal extends IntakeJournal {
  readonly takes = false;

  async open(): Promise<JournalledEntry[]> {
    return [];
  }

  append(): Promise<number> {
    throw new RangeError('there is no intake journal here');
  }

  filed(): void {
    // Nothing was appended.
  }

  async setAside(): Promise<void> {
    // Nothing was appended.
  }

  halt(): void {
    // It takes nothing anyway.
  }

  async close(): Promise<void> {
    // Nothing is open.
  }
}
