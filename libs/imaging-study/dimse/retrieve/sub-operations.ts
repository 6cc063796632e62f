import { type DimseStatus, type RetrieveOutcome, Status, type SubOperations } from '@wetread/dimse';

/** Counts the sub-operations of one C-MOVE or C-GET (PS3.4 section C.4.2.1.6 ff.). */
export class SubOperationCount {
  private completed = 0;
  private warning = 0;
  private readonly failed: string[] = [];

  constructor(private readonly total: number) {}

  get progress(): SubOperations {
    const { completed, warning, failed, total } = this;
    const done = completed + warning + failed.length;
    return { remaining: total - done, completed, warning, failed: failed.length };
  }

  add(sopInstanceUid: string, status: DimseStatus): void {
    if (status.class === 'success') this.completed += 1;
    else if (status.class === 'warning') this.warning += 1;
    else this.failed.push(sopInstanceUid);
  }

  /** Everything that is left has failed. */
  fail(sopInstanceUids: readonly string[]): void {
    this.failed.push(...sopInstanceUids);
  }

  /** Final status of PS3.4 tables C.4-2 and C.4-3. */
  outcome(isCancelled: boolean, comment?: string): RetrieveOutcome {
    const { completed, warning, failed } = this;
    const allWell = failed.length === 0 && warning === 0;
    const nothing = failed.length > 0 && completed + warning === 0;
    const finished = allWell
      ? Status.success
      : nothing
        ? Status.unableToPerformSubOperations
        : Status.subOperationsWithFailures;
    return {
      dicomStatus: isCancelled ? Status.cancel : finished,
      comment,
      subOperations: this.progress,
      failedSopInstanceUids: failed,
    };
  }
}
