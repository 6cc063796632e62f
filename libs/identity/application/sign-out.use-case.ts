import { Injectable } from '@nestjs/common';
import { AuditTrail } from '@wetread/audit';
import { Clock } from '@wetread/kernel';
import { Transactional } from '@wetread/platform';
import { hashOfSecret } from '../domain/secret';
import { SessionRepository } from '../infrastructure/session.repository';
import { sessionIdOf } from './open-session';

/** Ends a session; does nothing when it has ended already. */
@Injectable()
export class SignOut {
  constructor(
    private readonly sessions: SessionRepository,
    private readonly audit: AuditTrail,
    private readonly clock: Clock,
  ) {}

  @Transactional()
  async execute({ secret }: { secret: string }): Promise<void> {
    const tokenHash = hashOfSecret(secret);
    const user = await this.sessions.findUser(tokenHash, this.clock.now());
    if (!user) return;
    await this.sessions.delete(tokenHash);
    await this.audit.record({
      action: 'logged-out',
      actor: { kind: 'user', id: user.id },
      subject: { type: 'session', id: sessionIdOf(tokenHash) },
    });
  }
}
