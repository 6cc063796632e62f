import { Injectable } from '@nestjs/common';
import { InstanceRegister } from '../../domain/instance-register';
import { BloomFilter } from './bloom-filter';

/** Room for so many more than are stored when the process starts. */
const LEAST_ROOM = 1_000_000;
const PAGE = 5_000;

/**
 * Which instance and series UIDs are free in the whole store, told without asking the database. Complete where this
 * process is the only one that stores, as beside the embedded database. "Taken" may be wrong; then the database tells.
 */
@Injectable()
export class TakenUids {
  private uids = new BloomFilter(1);
  private isComplete = false;
  private isStopped = false;

  constructor(private readonly register: InstanceRegister) {}

  /** Reads what is stored; until it has, every UID may be taken. */
  async fill(): Promise<void> {
    this.uids = new BloomFilter(2 * (await this.register.countUids()) + LEAST_ROOM);
    for await (const page of this.register.uids(PAGE)) {
      if (this.isStopped) return;
      this.take(page);
    }
    this.isComplete = true;
  }

  stop(): void {
    this.isStopped = true;
  }

  mayBeTaken(uid: string): boolean {
    return !this.isComplete || this.uids.mayHold(uid);
  }

  take(uids: readonly string[]): void {
    for (const uid of uids) this.uids.add(uid);
  }
}
