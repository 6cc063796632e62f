import { Injectable } from '@nestjs/common';
import { Clock } from '@wetread/kernel';
import { AppConfig, Transactional } from '@wetread/platform';
import { DemoOnly } from '../domain/errors';
import { newSecret } from '../domain/secret';
import { roles, type Role, type User } from '../domain/user';
import { SessionRepository } from '../infrastructure/session.repository';
import { UserRepository } from '../infrastructure/user.repository';
import { CreateUser } from './create-user.use-case';

const LINK_HOURS = 7 * 24;
const HOUR_MS = 3_600_000;

const demoNames: Record<Role, string> = {
  radiologist: 'Demo Radiologist',
  technologist: 'Demo Technologist',
  educator: 'Demo Educator',
  admin: 'Demo Administrator',
  'privacy-officer': 'Demo Privacy Officer',
};

export interface DemoLink {
  role: Role;
  username: string;
  /** Goes into the sign-in link and to `POST /api/session/link`. */
  token: string;
}

/**
 * Makes a user without a password for each role, where there is none yet, and a new sign-in link for each.
 * @throws DemoOnly
 */
@Injectable()
export class CreateDemoLinks {
  constructor(
    private readonly users: UserRepository,
    private readonly createUser: CreateUser,
    private readonly sessions: SessionRepository,
    private readonly clock: Clock,
    private readonly config: AppConfig,
  ) {}

  @Transactional()
  async execute(): Promise<DemoLink[]> {
    if (this.config.profile !== 'demo') throw new DemoOnly();
    await this.sessions.deleteExpired(this.clock.now());
    const links: DemoLink[] = [];
    for (const role of roles) links.push(await this.link(role, await this.demoUser(role)));
    return links;
  }

  private async demoUser(role: Role): Promise<User> {
    const username = `demo-${role}`;
    const known = await this.users.findCredentials(username);
    if (known) return known.user;
    const by = { kind: 'system', id: 'demo' } as const;
    return this.createUser.execute({ username, displayName: demoNames[role], role, password: null, by });
  }

  private async link(role: Role, { id: userId, username }: User): Promise<DemoLink> {
    const { value: token, hash: tokenHash } = newSecret();
    const createdAt = this.clock.now();
    const expiresAt = new Date(createdAt.getTime() + LINK_HOURS * HOUR_MS);
    await this.sessions.insertLink({ tokenHash, userId, createdAt, expiresAt });
    return { role, username, token };
  }
}
