import { Injectable } from '@nestjs/common';
import { Database } from '@wetread/platform';
import { UserNotFound } from '../domain/errors';
import type { User } from '../domain/user';
import { SessionRow, SignInLinkRow, UserRow } from './identity.entities';

export interface Credentials {
  user: User;
  passwordHash: string | null;
}

export const toUser = ({ id, username, displayName, role, active }: UserRow): User => ({
  id,
  username,
  displayName,
  role,
  active,
});

@Injectable()
export class UserRepository {
  constructor(private readonly database: Database) {}

  async insert(user: User, passwordHash: string | null, createdAt: Date): Promise<void> {
    await this.users().insert({ ...user, passwordHash, createdAt });
  }

  async list(): Promise<User[]> {
    return (await this.users().find({ order: { username: 'ASC' } })).map(toUser);
  }

  async findCredentials(username: string): Promise<Credentials | null> {
    const row = await this.users()
      .createQueryBuilder('user')
      .where('lower(user.username) = lower(:username)', { username })
      .getOne();
    return row ? { user: toUser(row), passwordHash: row.passwordHash } : null;
  }

  /** @throws UserNotFound */
  async get(username: string): Promise<User> {
    const found = await this.findCredentials(username);
    if (!found) throw new UserNotFound(username);
    return found.user;
  }

  async setPasswordHash(id: string, passwordHash: string): Promise<void> {
    await this.users().update({ id }, { passwordHash });
    await this.signOutEverywhere(id);
  }

  async setActive(id: string, active: boolean): Promise<void> {
    await this.users().update({ id }, { active });
    if (!active) await this.signOutEverywhere(id);
  }

  private async signOutEverywhere(userId: string): Promise<void> {
    await this.database.manager().delete(SessionRow, { userId });
    await this.database.manager().delete(SignInLinkRow, { userId });
  }

  private users() {
    return this.database.manager().getRepository(UserRow);
  }
}
