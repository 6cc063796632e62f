import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { AuditTrail, type AuditActor } from '@wetread/audit';
import { Clock } from '@wetread/kernel';
import { Transactional } from '@wetread/platform';
import type { TokenScope } from '../domain/actor';
import { newSecret } from '../domain/secret';
import { ApiTokenRepository, type ApiToken } from '../infrastructure/api-token.repository';

/** Lets scanners of leaked secrets recognise ours. */
const TOKEN_PREFIX = 'wt_';

export interface CreateTokenCommand {
  name: string;
  scopes: TokenScope[];
  expiresAt: Date | null;
  by: AuditActor;
}

@Injectable()
export class CreateToken {
  constructor(
    private readonly tokens: ApiTokenRepository,
    private readonly audit: AuditTrail,
    private readonly clock: Clock,
  ) {}

  /** The secret is in this answer and nowhere else: only its hash is stored. */
  @Transactional()
  async execute({
    name,
    scopes,
    expiresAt,
    by,
  }: CreateTokenCommand): Promise<{ token: ApiToken; secret: string }> {
    const { value, hash } = newSecret(TOKEN_PREFIX);
    const createdAt = this.clock.now();
    const token: ApiToken = { id: randomUUID(), name, scopes, createdAt, expiresAt, revokedAt: null };
    await this.tokens.insert(token, hash);
    await this.audit.record({
      action: 'token-created',
      actor: by,
      subject: { type: 'token', id: token.id },
      details: { scopes, expiresAt },
    });
    return { token, secret: value };
  }
}
