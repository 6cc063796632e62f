import { Injectable } from '@nestjs/common';
import { AuditTrail, type AuditActor } from '@wetread/audit';
import { Transactional } from '@wetread/platform';
import { assertStrongPassword } from '../domain/user';
import { hashPassword } from '../infrastructure/password-hash';
import { UserRepository } from '../infrastructure/user.repository';

export interface ChangePasswordCommand {
  username: string;
  password: string;
  by: AuditActor;
}

/**
 * Sets a new password and ends all sessions of the user.
 * @throws UserNotFound, WeakPassword
 */
@Injectable()
export class ChangePassword {
  constructor(
    private readonly users: UserRepository,
    private readonly audit: AuditTrail,
  ) {}

  async execute({ username, password, by }: ChangePasswordCommand): Promise<void> {
    const { id } = await this.users.get(username);
    assertStrongPassword(password, username);
    await this.store(id, await hashPassword(password), by);
  }

  @Transactional()
  protected async store(id: string, passwordHash: string, by: AuditActor): Promise<void> {
    await this.users.setPasswordHash(id, passwordHash);
    await this.audit.record({
      action: 'user-changed',
      actor: by,
      subject: { type: 'user', id },
      details: { change: 'password' },
    });
  }
}
