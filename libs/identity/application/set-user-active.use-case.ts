import { Injectable } from '@nestjs/common';
import { AuditTrail, type AuditActor } from '@wetread/audit';
import { Transactional } from '@wetread/platform';
import { UserRepository } from '../infrastructure/user.repository';

/**
 * Locks a user out, ending all sessions, or lets them in again. Users are never deleted: the audit trail names them.
 * @throws UserNotFound
 */
@Injectable()
export class SetUserActive {
  constructor(
    private readonly users: UserRepository,
    private readonly audit: AuditTrail,
  ) {}

  @Transactional()
  async execute({
    username,
    active,
    by,
  }: {
    username: string;
    active: boolean;
    by: AuditActor;
  }): Promise<void> {
    const { id } = await this.users.get(username);
    await this.users.setActive(id, active);
    await this.audit.record({
      action: 'user-changed',
      actor: by,
      subject: { type: 'user', id },
      details: { change: active ? 'activated' : 'deactivated' },
    });
  }
}
