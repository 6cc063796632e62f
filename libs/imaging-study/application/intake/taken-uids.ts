import { Injectable } from '@nestjs/common';
import { ProcessLocks } from '@wetread/platform';
import { InstanceRegister } from '../../domain/instance-register';
import { BloomFilter } from './bloom-filter';

/** Room for so many more than are stored when the process starts. */
const LEAST_ROOM = 1_000_000;
const PAGE = 5_000;

/**
 * Which instance and series UIDs are free in the whole store. Where this process is the only one that stores, as beside the
 * embedded database, that is told without asking the database; "taken" may be wrong then. What others store at this moment
 * is found when it is filed.
 */
@Injectable()
export class TakenUids {
  private uids = new BloomFilter(1);
  private isComplete = false;
  private isStopped = false;

  constructor(
    private readonly register: InstanceRegister,
    private readonly locks: ProcessLocks,
  ) {}

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

  areFree(uids: readonly string[]): Promise<boolean> | boolean {
    if (!this.locks.isAlone) return this.register.areFree(uids);
    return this.isComplete && !uids.some((uid) => this.uids.mayHold(uid));
  }

  take(uids: readonly string[]): void {
    for (const uid of uids) this.uids.add(uid);
  }
}
