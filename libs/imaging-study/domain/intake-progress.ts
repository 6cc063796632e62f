/** How far the entries of the intake journal have been filed, as the database knows it. */
export abstract class IntakeProgress {
  /** 0 before the first entry. */
  abstract filedUpTo(): Promise<number>;
  /** In the surrounding transaction. */
  abstract advance(position: number): Promise<void>;
}
