import { Injectable } from '@nestjs/common';
import { AuditTrail } from '@wetread/audit';
import { Clock } from '@wetread/kernel';
import { AppConfig, Transactional } from '@wetread/platform';
import { newSecret } from '../domain/secret';
import type { User } from '../domain/user';
import { SessionRepository } from '../infrastructure/session.repository';

const HOUR_MS = 3_600_000;
/** Enough of the hash to tell sessions apart in the trail, too little to forge one. */
const SESSION_ID_LENGTH = 16;

export const sessionIdOf = (tokenHash: string): string => tokenHash.slice(0, SESSION_ID_LENGTH);

export interface OpenedSession {
  user: User;
  /** For the cookie; only its hash is stored. */
  secret: string;
  expiresAt: Date;
}

/** Begins a session of somebody who has shown who they are. */
@Injectable()
export class OpenSession {
  constructor(
    private readonly sessions: SessionRepository,
    private readonly audit: AuditTrail,
    private readonly clock: Clock,
    private readonly config: AppConfig,
  ) {}

  @Transactional()
  async execute({ user, method }: { user: User; method: 'password' | 'link' }): Promise<OpenedSession> {
    const { value: secret, hash: tokenHash } = newSecret();
    const createdAt = this.clock.now();
    const expiresAt = new Date(createdAt.getTime() + this.config.session.hours * HOUR_MS);
    await this.sessions.deleteExpired(createdAt);
    await this.sessions.insert({ tokenHash, userId: user.id, createdAt, expiresAt });
    await this.audit.record({
      action: 'logged-in',
      actor: { kind: 'user', id: user.id },
      subject: { type: 'session', id: sessionIdOf(tokenHash) },
      details: { method },
    });
    return { user, secret, expiresAt };
  }
}
