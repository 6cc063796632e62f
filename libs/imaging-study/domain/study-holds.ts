import type { StudyInstanceUid } from '@wetread/kernel';
import { StudyHeld } from './study-errors';

/** Says why a study must stay, or `null`. Called inside the transaction that would delete it. */
export type HoldsStudy = (study: StudyInstanceUid) => Promise<string | null>;

/** What rooms above this one know that keeps a study from being deleted; each registers when it starts. */
export class StudyHolds {
  private readonly holds: HoldsStudy[] = [];

  register(hold: HoldsStudy): void {
    this.holds.push(hold);
  }

  /** @throws StudyHeld */
  async assertFree(study: StudyInstanceUid): Promise<void> {
    for (const hold of this.holds) {
      const reason = await hold(study);
      if (reason !== null) throw new StudyHeld(study, reason);
    }
  }
}
