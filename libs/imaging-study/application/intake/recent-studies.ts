import { Injectable } from '@nestjs/common';
import type { StudyInstanceUid } from '@wetread/kernel';
import type { StorableInstance } from '../../domain/incoming';
import { InstanceRegister } from '../../domain/instance-register';
import { type Occupied, place } from '../../domain/placement';

/** Associations send one study after the other; of so many at a time we remember what they hold. */
const REMEMBERED = 16;
/** Of larger studies nothing is remembered. Instances. */
const LARGEST = 20_000;

/**
 * What the studies hold that are being received, so that the next instance can be judged without asking the database.
 * What others store or delete meanwhile is not seen: the verdict is a first one, filing gives the last.
 */
@Injectable()
export class RecentStudies {
  private readonly known = new Map<StudyInstanceUid, Promise<Occupied | null>>();

  constructor(private readonly register: InstanceRegister) {}

  /** Whether, by what we know, the instance is new; then its UIDs count as taken. */
  async isNew({ header, dataSetHash }: StorableInstance): Promise<boolean> {
    const occupied = await this.occupiedIn(header.studyInstanceUid);
    if (!occupied || occupied.instances.has(header.sopInstanceUid)) return false;
    return place({ ...header, dataSetHash }, occupied).kind === 'new';
  }

  forget(study: StudyInstanceUid): void {
    this.known.delete(study);
  }

  private occupiedIn(study: StudyInstanceUid): Promise<Occupied | null> {
    const occupied = this.known.get(study) ?? this.register.study(study, LARGEST).catch(() => null);
    // The most recently asked for comes last.
    this.known.delete(study);
    this.known.set(study, occupied);
    const [oldest] = this.known.keys();
    if (this.known.size > REMEMBERED && oldest) this.known.delete(oldest);
    return occupied;
  }
}
