import { Injectable } from '@nestjs/common';
import { Database } from '@wetread/platform';
import { LessThanOrEqual, MoreThan } from 'typeorm';
import type { User } from '../domain/user';
import { SessionRow, SignInLinkRow } from './identity.entities';
import { toUser } from './user.repository';

interface Expiring {
  tokenHash: string;
  userId: string;
  createdAt: Date;
  expiresAt: Date;
}

/** Sessions and sign-in links, found by the hash of their secret while they are valid and their user is active. */
@Injectable()
export class SessionRepository {
  constructor(private readonly database: Database) {}

  async insert(session: Expiring): Promise<void> {
    await this.database.manager().insert(SessionRow, session);
  }

  async findUser(tokenHash: string, now: Date): Promise<User | null> {
    const where = { tokenHash, expiresAt: MoreThan(now), user: { active: true } };
    const row = await this.database.manager().findOne(SessionRow, { where, relations: { user: true } });
    return row ? toUser(row.user) : null;
  }

  async delete(tokenHash: string): Promise<void> {
    await this.database.manager().delete(SessionRow, { tokenHash });
  }

  async insertLink(link: Expiring): Promise<void> {
    await this.database.manager().insert(SignInLinkRow, link);
  }

  async findLinkUser(tokenHash: string, now: Date): Promise<User | null> {
    const where = { tokenHash, expiresAt: MoreThan(now), user: { active: true } };
    const row = await this.database.manager().findOne(SignInLinkRow, { where, relations: { user: true } });
    return row ? toUser(row.user) : null;
  }

  async deleteExpired(now: Date): Promise<void> {
    const expiresAt = LessThanOrEqual(now);
    await this.database.manager().delete(SessionRow, { expiresAt });
    await this.database.manager().delete(SignInLinkRow, { expiresAt });
  }
}
