import { Injectable } from '@nestjs/common';
import { AuditTrail } from '@wetread/audit';
import { Clock } from '@wetread/kernel';
import { SignInRefused } from '../domain/errors';
import { SignInThrottle } from '../domain/sign-in-throttle';
import { passwordFits } from '../infrastructure/password-hash';
import { UserRepository } from '../infrastructure/user.repository';
import { OpenSession, type OpenedSession } from './open-session';

export interface SignInCommand {
  username: string;
  password: string;
  /** Where the request came from. */
  address: string;
}

/**
 * Signs in by password.
 * @throws SignInRefused, the same for every reason; TooManyAttempts
 */
@Injectable()
export class SignIn {
  constructor(
    private readonly users: UserRepository,
    private readonly openSession: OpenSession,
    private readonly throttle: SignInThrottle,
    private readonly audit: AuditTrail,
    private readonly clock: Clock,
  ) {}

  async execute({ username, password, address }: SignInCommand): Promise<OpenedSession> {
    this.throttle.assertOpen(username, address, this.clock.now());
    const known = await this.users.findCredentials(username);
    const fits = await passwordFits(password, known?.passwordHash ?? null);
    if (!known || !fits || !known.user.active) {
      this.throttle.failed(username, address, this.clock.now());
      await this.recordFailure(known?.user.id ?? null, address);
      throw new SignInRefused();
    }
    this.throttle.succeeded(username, address);
    return this.openSession.execute({ user: known.user, method: 'password' });
  }

  // What was typed as the username is not recorded when nobody has it: it may be a password in the wrong field.
  private async recordFailure(userId: string | null, address: string): Promise<void> {
    await this.audit.record({
      action: 'login-failed',
      outcome: 'failure',
      actor: { kind: 'user', id: userId ?? 'unknown' },
      subject: { type: 'session', id: 'none' },
      details: { method: 'password', address },
    });
  }
}
