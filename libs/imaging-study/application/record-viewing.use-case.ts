import { Injectable } from '@nestjs/common';
import { type AuditActor, AuditTrail } from '@wetread/audit';
import { Clock, type StudyInstanceUid } from '@wetread/kernel';

type Entry = Parameters<AuditTrail['recordAll']>[0][number];

const QUIET_MS = 15 * 60 * 1000;
const MOST_REMEMBERED = 10_000;

/**
 * Records `viewed` once per person and study in 15 minutes: a reader who scrolls through frames opens the study
 * once. A restart forgets, and then one entry more is written, never one less.
 */
@Injectable()
export class RecordViewing {
  private readonly lastRecorded = new Map<string, number>();
  /** Viewings that wait for the entries before them to be written, by reader and study. */
  private waiting = new Map<string, Entry>();
  private writing: Promise<void> = Promise.resolve();
  private next: Promise<void> | undefined;

  constructor(
    private readonly audit: AuditTrail,
    private readonly clock: Clock,
  ) {}

  async execute(study: StudyInstanceUid, actor: AuditActor): Promise<void> {
    const key = `${actor.kind}/${actor.id}/${study}`;
    const now = this.clock.now().getTime();
    if (now - (this.lastRecorded.get(key) ?? -Infinity) < QUIET_MS) return;
    const subject = { type: 'study', id: study, studyInstanceUid: study };
    await this.write(key, { action: 'viewed', actor, subject });
    this.remember(key, now);
  }

  /** Viewings that come while others are being written are written together: each costs a sync of the disk else. */
  private write(key: string, entry: Entry): Promise<void> {
    this.waiting.set(key, entry);
    this.next ??= this.writing
      .catch(() => undefined)
      .then(() => {
        const entries = [...this.waiting.values()];
        this.waiting = new Map();
        this.next = undefined;
        return (this.writing = this.audit.recordAll(entries));
      });
    return this.next;
  }

  private remember(key: string, now: number): void {
    this.lastRecorded.delete(key);
    this.lastRecorded.set(key, now);
    if (this.lastRecorded.size <= MOST_REMEMBERED) return;
    // A Map iterates in order of insertion: the first is the oldest.
    const [oldest] = this.lastRecorded.keys();
    if (oldest !== undefined) this.lastRecorded.delete(oldest);
  }
}
