import { type BeforeApplicationShutdown, Injectable } from '@nestjs/common';
import { Logger } from '@wetread/platform';
import { type PeerCall, PeerContacts } from '../../domain/peers/peer-contacts';

const WRITE_MS = 2_000;
/** Between two writes; what a flood of invented titles brings beyond is not kept. */
const MOST_WAITING = 128;

/**
 * Notes who called. An association does not wait for it, and however many there are, the database is written to once in
 * two seconds: the last call of each title, and the last refusal.
 */
@Injectable()
export class ContactLog implements BeforeApplicationShutdown {
  private readonly waiting = new Map<string, PeerCall>();
  private timer: NodeJS.Timeout | null = null;
  private isClosing = false;
  private writing: Promise<void> = Promise.resolve();

  constructor(
    private readonly contacts: PeerContacts,
    private readonly logger: Logger,
  ) {}

  note(call: PeerCall): void {
    if (this.isClosing) return;
    const key = `${call.refused === null ? 'seen' : 'refused'} ${call.aeTitle}`;
    if (this.waiting.size >= MOST_WAITING && !this.waiting.has(key)) return;
    this.waiting.set(key, call);
    this.timer ??= setTimeout(() => void this.write(), WRITE_MS);
    this.timer.unref();
  }

  /** Writes what waits; resolves when it is written. */
  write(): Promise<void> {
    if (this.timer) clearTimeout(this.timer);
    this.timer = null;
    const calls = [...this.waiting.values()];
    this.waiting.clear();
    if (calls.length > 0) this.writing = this.writing.then(() => this.save(calls));
    return this.writing;
  }

  beforeApplicationShutdown(): Promise<void> {
    this.isClosing = true;
    return this.write();
  }

  private async save(calls: readonly PeerCall[]): Promise<void> {
    try {
      await this.contacts.record(calls);
    } catch (error) {
      this.logger.warn({ error }, 'it could not be noted which DICOM peers have called');
    }
  }
}
