import { Injectable } from '@nestjs/common';
import type { ExaminedInstance } from '../domain/incoming';
import type { JournalledEntry } from './intake/intake-journal';
import type { StoreResult } from '../domain/store-outcome';
import type { UndecidedPair } from './compare-data-sets';
import { FileInstances, type Filing, type FilingContext, isUndecided } from './file-instances';

interface Waiting extends Filing {
  resolve(result: StoreResult): void;
  reject(error: unknown): void;
}

/** Enough to share a transaction: beyond, sharing gains little and others wait long. */
const ENOUGH = 32;
/** How long those that are ready wait at most for those that are still being examined. */
const LONGEST_WAIT_MS = 25;
/** How long those whose senders have been answered wait for more of them. */
const LONGEST_PATIENCE_MS = 150;

/**
 * Files instances of all requests and associations of this process, one transaction at a time. Those that are being
 * examined when a transaction could begin are waited for a moment, so that many share its cost; a single sender, who
 * waits for each answer, has none under way and is never kept waiting.
 */
@Injectable()
export class GroupCommit {
  private readonly waiting: Waiting[] = [];
  private onTheirWay = 0;
  private isFiling = false;
  private isHurried = false;
  private wake: () => void = () => undefined;

  constructor(private readonly fileInstances: FileInstances) {}

  /** Resolves once the instance's transaction has committed. */
  async file(examined: Promise<ExaminedInstance>, context: FilingContext): Promise<StoreResult> {
    this.onTheirWay += 1;
    let instance: ExaminedInstance;
    try {
      instance = await examined;
    } finally {
      this.onTheirWay -= 1;
      this.wake();
    }
    return this.enqueue({ instance, context });
  }

  /** As {@link file}, for an instance whose sender has been answered already. */
  fileJournalled(
    journalled: JournalledEntry,
    instance: ExaminedInstance,
    context: FilingContext,
  ): Promise<StoreResult> {
    return this.enqueue({ instance, context, journalled });
  }

  /** Somebody waits for those that could wait. */
  hurry(): void {
    this.isHurried = true;
    this.wake();
  }

  private enqueue(filing: Filing): Promise<StoreResult> {
    return new Promise((resolve, reject) => {
      this.waiting.push({ ...filing, resolve, reject });
      if (this.waiting.length >= ENOUGH || !filing.journalled) this.wake();
      void this.fileAll();
    });
  }

  private async fileAll(): Promise<void> {
    if (this.isFiling) return;
    this.isFiling = true;
    while (this.waiting.length > 0) {
      await this.gather();
      await this.fileSome(this.waiting.splice(0, ENOUGH));
    }
    this.isFiling = false;
  }

  private async gather(): Promise<void> {
    const began = performance.now();
    while (this.waiting.length < ENOUGH) {
      const leftMs = began + this.patienceMs() - performance.now();
      if (leftMs <= 0) break;
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, leftMs);
        this.wake = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    }
    this.isHurried = false;
  }

  private patienceMs(): number {
    const nobodyWaits = !this.isHurried && this.waiting.every(({ journalled }) => journalled);
    if (nobodyWaits) return LONGEST_PATIENCE_MS;
    return this.onTheirWay > 0 ? LONGEST_WAIT_MS : 0;
  }

  private async fileSome(some: readonly Waiting[]): Promise<void> {
    try {
      const results = await this.fileInstances.execute(some);
      for (const [index, one] of some.entries()) {
        const result = results[index] as StoreResult | UndecidedPair;
        if (isUndecided(result)) void this.fileCompared(one, result);
        else one.resolve(result);
      }
    } catch (error) {
      for (const one of some) one.reject(error);
    }
  }

  /** Others are filed meanwhile. */
  private async fileCompared(one: Waiting, pair: UndecidedPair): Promise<void> {
    const failure = await this.fileInstances.compare(one, pair);
    if (failure) return one.resolve(failure);
    this.waiting.push(one);
    this.wake();
    void this.fileAll();
  }
}
