import type { StudyInstanceUid } from '@wetread/kernel';

/** One association, request or import while it lasts. */
export interface Sender {
  readonly id: string;
}

/**
 * Who is sending to which study at this moment, over all processes. A sender that dies with its process is
 * forgotten when its lease runs out, or at the next start of an embedded system.
 */
export abstract class SendingRegistry {
  abstract open(): Sender;
  /** Notes, in the surrounding transaction, that `sender` has sent something of these studies. */
  abstract touch(sender: Sender, studies: readonly StudyInstanceUid[]): Promise<void>;
  /** The sender has finished. Returns the studies that it had touched. Safe to call twice. */
  abstract close(sender: Sender): Promise<StudyInstanceUid[]>;
  abstract isSending(study: StudyInstanceUid): Promise<boolean>;
}
