import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { AuditTrail, type AuditActor } from '@wetread/audit';
import { Clock } from '@wetread/kernel';
import { Transactional } from '@wetread/platform';
import { UsernameTaken } from '../domain/errors';
import { assertStrongPassword, type Role, type User } from '../domain/user';
import { hashPassword } from '../infrastructure/password-hash';
import { UserRepository } from '../infrastructure/user.repository';

export interface CreateUserCommand {
  username: string;
  displayName: string;
  role: Role;
  /** Null: the user signs in by link only. */
  password: string | null;
  by: AuditActor;
}

/** @throws UsernameTaken, WeakPassword */
@Injectable()
export class CreateUser {
  constructor(
    private readonly users: UserRepository,
    private readonly audit: AuditTrail,
    private readonly clock: Clock,
  ) {}

  async execute({ password, ...command }: CreateUserCommand): Promise<User> {
    if (password !== null) assertStrongPassword(password, command.username);
    // Hashing takes long; the transaction begins after it.
    return this.insert(command, password === null ? null : await hashPassword(password));
  }

  @Transactional()
  protected async insert(
    { username, displayName, role, by }: Omit<CreateUserCommand, 'password'>,
    passwordHash: string | null,
  ): Promise<User> {
    if (await this.users.findCredentials(username)) throw new UsernameTaken(username);
    const user: User = { id: randomUUID(), username, displayName, role, active: true };
    await this.users.insert(user, passwordHash, this.clock.now());
    await this.audit.record({
      action: 'user-changed',
      actor: by,
      subject: { type: 'user', id: user.id },
      details: { change: 'created', role },
    });
    return user;
  }
}
