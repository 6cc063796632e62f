import { Injectable } from '@nestjs/common';
import { AuditTrail } from '@wetread/audit';
import type { Hl7Message, Verdict } from '@wetread/hl7';
import { Clock, contentHash, DomainError } from '@wetread/kernel';
import { AppConfig, Database } from '@wetread/platform';
import { type JournalEntry, MessageJournal } from '../domain/message-journal';
import { kindOf, refusalOf } from '../messages/admission';
import { MessageRefused } from '../messages/message-refused';
import { HandleMessage } from './handle-message';

/**
 * One HL7 message: entered into the journal and carried out in one transaction, acknowledged after it commits. Safe to
 * repeat: a message that was accepted is answered alike and done once; one that was not is tried again.
 */
@Injectable()
export class ReceiveMessage {
  constructor(
    private readonly database: Database,
    private readonly journal: MessageJournal,
    private readonly handle: HandleMessage,
    private readonly audit: AuditTrail,
    private readonly config: AppConfig,
    private readonly clock: Clock,
  ) {}

  /** @throws what nobody foresaw, after the message has been kept all the same where that is possible */
  async execute(message: Hl7Message, peer: string): Promise<Verdict> {
    const entry = entryOf(message, peer);
    try {
      const refusal = refusalOf(message, this.config.hl7, this.config.profile);
      if (refusal) throw refusal;
      await this.inTransaction(() => this.carryOut(message, entry));
      return { outcome: 'accepted' };
    } catch (error) {
      const verdict = verdictOn(error);
      await this.refuse(entry, verdict ?? unforeseen);
      if (!verdict) throw error;
      return verdict;
    }
  }

  /** Once more when another transaction was in the way: a sender that is told to come again does not always. */
  private async inTransaction(work: () => Promise<void>): Promise<void> {
    try {
      await this.database.transaction(work);
    } catch (error) {
      if (!COLLISIONS.has(String((error as { code?: unknown }).code))) throw error;
      await this.database.transaction(work);
    }
  }

  private async carryOut(message: Hl7Message, entry: JournalEntry): Promise<void> {
    const kind = kindOf(message);
    const isNew = await this.journal.accept(entry, this.clock.now());
    if (isNew) await this.handle.execute(kind, message);
  }

  private refuse(entry: JournalEntry, verdict: Verdict): Promise<void> {
    return this.database.transaction(async () => {
      const id = await this.journal.refuse(entry, verdict, this.clock.now());
      await this.audit.record({
        action: 'hl7-refused',
        outcome: 'failure',
        actor: { kind: 'device', id: [entry.sendingApplication, entry.sendingFacility].join('^') },
        subject: { type: 'hl7-message', id },
        details: {
          type: entry.messageType,
          outcome: verdict.outcome,
          address: entry.peer,
          faults: verdict.faults?.map(({ condition, at }) => [condition, at].filter(Boolean).join(' at ')),
        },
      });
    });
  }
}

/** SQLSTATE: serialization failure, deadlock, and a unique key that another message took at the same time. */
const COLLISIONS = new Set(['40001', '40P01', '23505']);

const unforeseen: Verdict = {
  outcome: 'rejected',
  faults: [{ condition: 'internal', text: 'the message could not be handled' }],
};

/** `null` for an error that nobody foresaw. */
function verdictOn(error: unknown): Verdict | null {
  if (error instanceof MessageRefused) return error.verdict;
  if (!(error instanceof DomainError)) return null;
  // Identity says no: two patients would be mixed up.
  const fault = { condition: 'unknownKey', at: 'MRG-1', text: error.message } as const;
  return { outcome: 'error', text: error.message, faults: [fault] };
}

/** MSH-7 apart: a sender may stamp a repetition anew. */
function entryOf(message: Hl7Message, peer: string): JournalEntry {
  const body = message.toString();
  const [header = ''] = body.split('\r', 1);
  const separator = message.field('MSH-1');
  const unstamped = header.split(separator).toSpliced(6, 1, '').join(separator);
  return {
    sendingApplication: message.field('MSH-3.1'),
    sendingFacility: message.field('MSH-4.1'),
    controlId: message.controlId,
    contentHash: contentHash(unstamped + body.slice(header.length)),
    messageType: message.type,
    peer,
    body,
  };
}
