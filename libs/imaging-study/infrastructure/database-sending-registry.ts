import { randomUUID } from 'node:crypto';
import { Injectable, type OnModuleInit, type OnApplicationShutdown } from '@nestjs/common';
import { Clock, type StudyInstanceUid } from '@wetread/kernel';
import { AppConfig, Database, Logger } from '@wetread/platform';
import { SendingRegistry, type Sender } from '../domain/sending-registry';

const LEASE_SECONDS = 45;
const RENEW_SECONDS = 15;

const TOUCH = `insert into study_senders (sender_id, study_instance_uid, expires_at)
  select $1, uid, $3 from unnest($2::text[]) as uid
  on conflict (sender_id, study_instance_uid) do update set expires_at = excluded.expires_at`;
const RENEW = `update study_senders set expires_at = $2 where sender_id = any($1::uuid[])`;
const IS_SENDING = `select exists (
  select from study_senders where study_instance_uid = $1 and expires_at > $2) as sending`;

/**
 * Senders as rows with a lease, because gateway, API and worker may be different processes. The lease of a
 * process that died runs out; an embedded database has no other process, so it starts with an empty table.
 */
@Injectable()
export class DatabaseSendingRegistry extends SendingRegistry implements OnModuleInit, OnApplicationShutdown {
  /** Senders of this process and the studies each has touched. */
  private readonly live = new Map<string, Set<StudyInstanceUid>>();
  private renewal?: NodeJS.Timeout;

  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly config: AppConfig,
    private readonly logger: Logger,
  ) {
    super();
  }

  async onModuleInit(): Promise<void> {
    const embedded = this.config.database.kind === 'pglite';
    const condition = embedded ? 'true' : 'expires_at <= now()';
    await this.database.manager().query(`delete from study_senders where ${condition}`);
    this.renewal = setInterval(() => void this.renew(), RENEW_SECONDS * 1000).unref();
  }

  onApplicationShutdown(): void {
    clearInterval(this.renewal);
  }

  open(): Sender {
    const id = randomUUID();
    this.live.set(id, new Set());
    return { id };
  }

  async touch({ id }: Sender, studies: readonly StudyInstanceUid[]): Promise<void> {
    const touched = this.live.get(id) ?? new Set();
    for (const study of studies) touched.add(study);
    this.live.set(id, touched);
    await this.database.prepared('sender-touch', TOUCH, [id, studies, this.leaseEnd()]);
  }

  async close({ id }: Sender): Promise<StudyInstanceUid[]> {
    const touched = [...(this.live.get(id) ?? [])];
    this.live.delete(id);
    if (touched.length > 0) {
      await this.database.manager().query('delete from study_senders where sender_id = $1', [id]);
    }
    return touched;
  }

  async isSending(study: StudyInstanceUid): Promise<boolean> {
    const [row] = (await this.database.manager().query(IS_SENDING, [study, this.clock.now()])) as [
      { sending: boolean },
    ];
    return row.sending;
  }

  private async renew(): Promise<void> {
    const senders = [...this.live].filter(([, studies]) => studies.size > 0).map(([id]) => id);
    if (senders.length === 0) return;
    try {
      await this.database.manager().query(RENEW, [senders, this.leaseEnd()]);
    } catch (error) {
      this.logger.warn({ error }, 'leases of open associations could not be renewed');
    }
  }

  private leaseEnd(): Date {
    return new Date(this.clock.now().getTime() + LEASE_SECONDS * 1000);
  }
}
