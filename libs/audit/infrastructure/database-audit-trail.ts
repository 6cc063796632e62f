import { Injectable } from '@nestjs/common';
import type { AuditAction, AuditEntry, AuditPage, AuditQuery, AuditVerification } from '@wetread/contracts';
import { Clock, DomainError } from '@wetread/kernel';
import { Database } from '@wetread/platform';
import { LessThan, type FindOptionsWhere } from 'typeorm';
import { AuditTrail } from '../application/audit-trail';
import type { ChainedEntry, NewAuditEntry } from '../domain/audit-trail';
import { ChainWalk, GENESIS_HASH, hashOf, type ChainHead } from '../domain/hash-chain';
import { AuditEntryRow, toColumns, toEntry } from './audit-entry.entity';

const VERIFY_BATCH = 500;
// With the u flag the class matches halves only, not whole pairs.
const UNSTORABLE = /\0|\p{Surrogate}/gu;
const DEFAULT_PAGE = 100;
/** Stands for a head that somebody removed: every entry is then past it. */
const NO_HEAD: ChainHead = { sequence: 0, hash: GENESIS_HASH };

export class AuditHeadMissing extends DomainError {
  readonly code = 'audit.head-missing';
  readonly status = 'unavailable';
  constructor() {
    super(
      'the head of the audit chain was removed from the database; nothing is done that cannot be recorded',
    );
  }
}

/** Entries and the new head in one statement. */
const APPEND = `with appended as (
    insert into audit_entries (sequence, at, action, outcome, actor_kind, actor_id, subject_type, subject_id,
      study_instance_uid, details, previous_hash, hash)
    select * from jsonb_to_recordset($1) as row (sequence bigint, at timestamptz, action text, outcome text,
      actor_kind text, actor_id text, subject_type text, subject_id text, study_instance_uid text, details jsonb,
      previous_hash text, hash text)
  )
  update audit_head set sequence = $2, hash = $3`;

type Unchained = Omit<ChainedEntry, 'sequence' | 'at' | 'previousHash' | 'hash'>;

@Injectable()
export class DatabaseAuditTrail extends AuditTrail {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {
    super();
  }

  async record(entry: NewAuditEntry<AuditAction>): Promise<void> {
    await this.recordAll([entry]);
  }

  async recordAll(entries: readonly NewAuditEntry<AuditAction>[]): Promise<void> {
    if (entries.length === 0) return;
    const told = entries.map(storable);
    await this.database.transaction(async () => {
      // The lock on the head makes appending one at a time; a use case records last, to hold it briefly.
      const head = await this.head('FOR UPDATE');
      if (!head) throw new AuditHeadMissing();
      const chained = this.chain(told, head);
      const last = chained.at(-1) ?? head;
      const parameters = [JSON.stringify(chained.map(toColumns)), last.sequence, last.hash];
      await this.database.prepared('audit-append', APPEND, parameters);
    });
  }

  private chain(told: readonly Unchained[], head: ChainHead): ChainedEntry[] {
    const at = this.clock.now();
    let previous = head;
    return told.map((entry) => {
      const unhashed = { ...entry, sequence: previous.sequence + 1, at, previousHash: previous.hash };
      const chained = { ...unhashed, hash: hashOf(unhashed) };
      previous = chained;
      return chained;
    });
  }

  async page(query: Partial<AuditQuery>): Promise<AuditPage> {
    const { studyInstanceUid, action, before, limit = DEFAULT_PAGE } = query;
    const matching: FindOptionsWhere<AuditEntryRow> = {
      ...(studyInstanceUid !== undefined && { studyInstanceUid }),
      ...(action !== undefined && { action }),
    };
    const entries = this.database.manager().getRepository(AuditEntryRow);
    const where = before === undefined ? matching : { ...matching, sequence: LessThan(before) };
    const rows = await entries.find({ where, order: { sequence: 'DESC' }, take: limit });
    return { entries: rows.map(toContract), total: await entries.countBy(matching) };
  }

  async verify(): Promise<AuditVerification> {
    // Entries that are appended meanwhile lie behind this head and are left to the next verification.
    const head = (await this.head()) ?? NO_HEAD;
    const walk = new ChainWalk();
    for await (const entries of this.upTo(head.sequence)) walk.walk(entries);
    const { entries, faults } = walk.finish(head);
    const all = [...faults, ...(await this.beyondHead())];
    return { intact: all.length === 0, entries, headHash: head.hash, faults: all };
  }

  private async *upTo(last: number): AsyncGenerator<ChainedEntry[]> {
    let after = -1;
    for (;;) {
      const rows = await this.database
        .manager()
        .createQueryBuilder(AuditEntryRow, 'entry')
        .where('entry.sequence > :after AND entry.sequence <= :last', { after, last })
        .orderBy('entry.sequence')
        .limit(VERIFY_BATCH)
        .getMany();
      if (rows.length === 0) return;
      yield rows.map(toEntry);
      after = rows.at(-1)?.sequence ?? last;
    }
  }

  // One statement, one snapshot: an entry that is being appended is seen with its head or not at all.
  private async beyondHead() {
    const rows = await this.database
      .manager()
      .query<{ sequence: string }[]>(
        'SELECT sequence FROM audit_entries WHERE sequence > (SELECT sequence FROM audit_head) ORDER BY sequence LIMIT 100',
      );
    return rows.map(({ sequence }) => ({ sequence: Number(sequence), fault: 'added past the head' }));
  }

  private async head(lock: '' | 'FOR UPDATE' = ''): Promise<ChainHead | null> {
    const name = lock ? 'audit-head-locked' : 'audit-head';
    const [row] = await this.database.prepared<{ sequence: string; hash: string }>(
      name,
      `SELECT sequence, hash FROM audit_head ${lock}`,
      [],
    );
    return row ? { sequence: Number(row.sequence), hash: row.hash } : null;
  }
}

function toContract(row: AuditEntryRow): AuditEntry {
  const { sequence, at, action, outcome, actor, subject, details, hash } = toEntry(row);
  return {
    sequence,
    at: at.toISOString(),
    action: action as AuditAction,
    outcome,
    actor,
    subject,
    details,
    hash,
  };
}

// The chain hashes what the database will give back: JSON members only, and text that PostgreSQL can hold, which
// knows neither NUL nor half a surrogate pair. Both arrive from outside, in AE titles and file names.
const storable = (entry: NewAuditEntry<AuditAction>): Unchained =>
  JSON.parse(
    JSON.stringify({
      action: entry.action,
      outcome: entry.outcome ?? 'success',
      actor: { kind: entry.actor.kind, id: entry.actor.id },
      subject: { ...entry.subject, studyInstanceUid: entry.subject.studyInstanceUid ?? null },
      details: entry.details ?? {},
    }),
    (_, value: unknown) => (typeof value === 'string' ? value.replace(UNSTORABLE, '\uFFFD') : value),
  ) as Unchained;
