import { Injectable } from '@nestjs/common';
import { AuditTrail } from '@wetread/audit';
import { Clock } from '@wetread/kernel';
import { AppConfig } from '@wetread/platform';
import { DemoOnly, SignInLinkRefused } from '../domain/errors';
import { hashOfSecret } from '../domain/secret';
import { SignInThrottle } from '../domain/sign-in-throttle';
import { SessionRepository } from '../infrastructure/session.repository';
import { OpenSession, type OpenedSession } from './open-session';

/**
 * Signs in by a demo link's token, which stays usable until it expires.
 * @throws SignInLinkRefused, DemoOnly, TooManyAttempts
 */
@Injectable()
export class SignInByLink {
  constructor(
    private readonly sessions: SessionRepository,
    private readonly openSession: OpenSession,
    private readonly throttle: SignInThrottle,
    private readonly audit: AuditTrail,
    private readonly clock: Clock,
    private readonly config: AppConfig,
  ) {}

  async execute({ token, address }: { token: string; address: string }): Promise<OpenedSession> {
    if (this.config.profile !== 'demo') throw new DemoOnly();
    const now = this.clock.now();
    this.throttle.assertOpen('', address, now);
    const user = await this.sessions.findLinkUser(hashOfSecret(token), now);
    if (user) return this.openSession.execute({ user, method: 'link' });
    this.throttle.failed('', address, now);
    await this.audit.record({
      action: 'login-failed',
      outcome: 'failure',
      actor: { kind: 'user', id: 'unknown' },
      subject: { type: 'session', id: 'none' },
      details: { method: 'link', address },
    });
    throw new SignInLinkRefused();
  }
}
