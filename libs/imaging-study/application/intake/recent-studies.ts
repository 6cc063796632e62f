import { Injectable } from '@nestjs/common';
import type { StudyInstanceUid } from '@wetread/kernel';
import { InstanceRegister } from '../../domain/instance-register';
import { type Claim, join, type OccupiedStudies } from '../../domain/placement';
import { TakenUids } from './taken-uids';

/** Associations send one study after the other; of so many at a time we remember what they hold. */
const REMEMBERED = 16;
/** Of larger studies nothing is remembered. Instances. */
const LARGEST = 20_000;

interface Held extends OccupiedStudies {
  instances: Set<string>;
}

/**
 * What the studies hold that are being received, so that the next instance can be judged without asking the database.
 * What others store or delete meanwhile is not seen: the verdict is a first one, filing gives the last.
 */
@Injectable()
export class RecentStudies {
  private readonly known = new Map<StudyInstanceUid, Promise<Held | null>>();

  constructor(
    private readonly register: InstanceRegister,
    private readonly taken: TakenUids,
  ) {}

  /** Whether, by what we know, the instance is new; then its UIDs count as taken. */
  async isNew(claim: Claim): Promise<boolean> {
    const held = await this.heldIn(claim.studyInstanceUid);
    if (!held || held.instances.has(claim.sopInstanceUid) || !(await this.isFree(claim, held))) return false;
    // Others may have come meanwhile.
    if (held.instances.has(claim.sopInstanceUid) || join(claim, held)) return false;
    held.instances.add(claim.sopInstanceUid);
    this.taken.take([claim.sopInstanceUid, claim.seriesInstanceUid]);
    return true;
  }

  private isFree({ sopInstanceUid, seriesInstanceUid }: Claim, held: Held): Promise<boolean> | boolean {
    return this.taken.areFree(
      held.series.has(seriesInstanceUid) ? [sopInstanceUid] : [sopInstanceUid, seriesInstanceUid],
    );
  }

  forget(study: StudyInstanceUid): void {
    this.known.delete(study);
  }

  private heldIn(study: StudyInstanceUid): Promise<Held | null> {
    const held = this.known.get(study) ?? this.ask(study);
    // The most recently asked for comes last.
    this.known.delete(study);
    this.known.set(study, held);
    const [oldest] = this.known.keys();
    if (this.known.size > REMEMBERED && oldest) this.known.delete(oldest);
    return held;
  }

  private async ask(study: StudyInstanceUid): Promise<Held | null> {
    const occupied = await this.register.study(study, LARGEST).catch(() => null);
    return occupied && { ...occupied, instances: new Set(occupied.instances.keys()) };
  }
}
