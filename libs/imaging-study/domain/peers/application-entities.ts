import type { ApplicationEntity } from './application-entity';

/** The DICOM peers that we know, by AE title. */
export abstract class ApplicationEntities {
  abstract find(aeTitle: string): Promise<ApplicationEntity | null>;
  /** By AE title. */
  abstract list(): Promise<ApplicationEntity[]>;
  /** Adds it, or replaces what was known under its title; in the surrounding transaction. */
  abstract save(entity: ApplicationEntity, at: Date): Promise<void>;
  /** Whether there was one; in the surrounding transaction. */
  abstract remove(aeTitle: string): Promise<boolean>;
}
