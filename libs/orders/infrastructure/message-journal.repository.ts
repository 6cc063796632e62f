import { Injectable } from '@nestjs/common';
import { Database } from '@wetread/platform';
import {
  type JournalEntry,
  type JournalLine,
  type JournalVerdict,
  MessageJournal,
} from '../domain/message-journal';

// A second one of the same key waits here until the first one's transaction has ended. What was accepted stays so: then
// no row comes back.
const ENTER = `insert into hl7_messages (sending_application, sending_facility, control_id, content_hash, message_type,
    peer, body, outcome, verdict, received_at)
  values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
  on conflict (sending_application, sending_facility, control_id, content_hash) do update set
    times = hl7_messages.times + 1, outcome = excluded.outcome, verdict = excluded.verdict
    where hl7_messages.outcome <> 'accepted'
  returning id`;

const COUNT_REPETITION = `update hl7_messages set times = times + 1
  where sending_application = $1 and sending_facility = $2 and control_id = $3 and content_hash = $4 returning id`;

const LINES = `select id, sending_application as "sendingApplication", sending_facility as "sendingFacility",
    control_id as "controlId", message_type as "messageType", peer, verdict, received_at as "receivedAt", times
  from hl7_messages`;

@Injectable()
export class MessageJournalRepository extends MessageJournal {
  constructor(private readonly database: Database) {
    super();
  }

  async accept(entry: JournalEntry, at: Date): Promise<boolean> {
    const entered = await this.enter(entry, { outcome: 'accepted' }, at);
    if (!entered) await this.countRepetition(entry);
    return entered !== null;
  }

  async refuse(entry: JournalEntry, verdict: JournalVerdict, at: Date): Promise<string> {
    return (await this.enter(entry, verdict, at)) ?? (await this.countRepetition(entry));
  }

  async page(
    show: 'all' | 'refused',
    limit: number,
    offset: number,
  ): Promise<{ lines: JournalLine[]; total: number }> {
    const manager = this.database.manager();
    const where = show === 'refused' ? `where outcome <> 'accepted'` : '';
    const lines = await manager.query<JournalLine[]>(
      `${LINES} ${where} order by received_at desc, id limit $1 offset $2`,
      [limit, offset],
    );
    const [count] = await manager.query<{ total: number }[]>(
      `select count(*)::int as total from hl7_messages ${where}`,
    );
    return { lines, total: count?.total ?? 0 };
  }

  async forget(before: Date): Promise<number> {
    const [, count] = await this.database
      .manager()
      .query<[unknown[], number]>('delete from hl7_messages where received_at < $1', [before]);
    return count;
  }

  private async enter(entry: JournalEntry, verdict: JournalVerdict, at: Date): Promise<string | null> {
    const rows = await this.database
      .manager()
      .query<{ id: string }[]>(ENTER, [
        ...keyOf(entry),
        entry.messageType,
        entry.peer,
        entry.body,
        verdict.outcome,
        JSON.stringify(verdict),
        at,
      ]);
    return rows[0]?.id ?? null;
  }

  private async countRepetition(entry: JournalEntry): Promise<string> {
    // TypeORM gives an UPDATE's rows with their count.
    const [rows] = await this.database
      .manager()
      .query<[{ id: string }[], number]>(COUNT_REPETITION, keyOf(entry));
    return (rows[0] as { id: string }).id;
  }
}

const keyOf = (entry: JournalEntry): string[] => [
  entry.sendingApplication,
  entry.sendingFacility,
  entry.controlId,
  entry.contentHash,
];
