/** How far the entries of each intake journal have been filed, as the database knows it. */
export abstract class IntakeProgress {
  /** 0 before the first entry. */
  abstract filedUpTo(journal: string): Promise<number>;
  /** In the surrounding transaction. */
  abstract advance(journal: string, position: number): Promise<void>;
  abstract forget(journals: readonly string[]): Promise<void>;
}
