import { Injectable } from '@nestjs/common';
import { Database } from '@wetread/platform';
import { IsNull } from 'typeorm';
import type { TokenScope } from '../domain/actor';
import { ApiTokenRow } from './identity.entities';

/** A token as it may be shown: everything but its secret. */
export interface ApiToken {
  id: string;
  name: string;
  scopes: TokenScope[];
  createdAt: Date;
  expiresAt: Date | null;
  revokedAt: Date | null;
}

const toToken = ({ id, name, scopes, createdAt, expiresAt, revokedAt }: ApiTokenRow): ApiToken => ({
  id,
  name,
  scopes,
  createdAt,
  expiresAt,
  revokedAt,
});

@Injectable()
export class ApiTokenRepository {
  constructor(private readonly database: Database) {}

  async insert(token: ApiToken, tokenHash: string): Promise<void> {
    await this.tokens().insert({ ...token, tokenHash });
  }

  async list(): Promise<ApiToken[]> {
    return (await this.tokens().find({ order: { createdAt: 'ASC' } })).map(toToken);
  }

  async findValid(tokenHash: string, now: Date): Promise<ApiToken | null> {
    const row = await this.tokens().findOneBy({ tokenHash, revokedAt: IsNull() });
    return row && (row.expiresAt === null || row.expiresAt > now) ? toToken(row) : null;
  }

  /** Returns whether there was such a token that could still be used. */
  async revoke(id: string, revokedAt: Date): Promise<boolean> {
    const { affected } = await this.tokens().update({ id, revokedAt: IsNull() }, { revokedAt });
    return Boolean(affected);
  }

  private tokens() {
    return this.database.manager().getRepository(ApiTokenRow);
  }
}
