import { Injectable } from '@nestjs/common';
import { Clock } from '@wetread/kernel';
import { abilitiesOfRole } from '../domain/ability';
import { abilitiesOfScope, type Actor } from '../domain/actor';
import { hashOfSecret } from '../domain/secret';
import { ApiTokenRepository } from '../infrastructure/api-token.repository';
import { SessionRepository } from '../infrastructure/session.repository';

/** Finds the actor behind a secret; null when the secret is unknown, expired or revoked. */
@Injectable()
export class Authenticate {
  constructor(
    private readonly sessions: SessionRepository,
    private readonly tokens: ApiTokenRepository,
    private readonly clock: Clock,
  ) {}

  async bySession(secret: string): Promise<Actor | null> {
    const user = await this.sessions.findUser(hashOfSecret(secret), this.clock.now());
    return user && { kind: 'user', id: user.id, user, abilities: abilitiesOfRole[user.role] };
  }

  async byToken(secret: string): Promise<Actor | null> {
    const token = await this.tokens.findValid(hashOfSecret(secret), this.clock.now());
    if (!token) return null;
    const abilities = token.scopes.flatMap((scope) => [...abilitiesOfScope[scope]]);
    return { kind: 'token', id: token.id, name: token.name, scopes: token.scopes, abilities };
  }
}
