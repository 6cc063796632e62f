import { Injectable } from '@nestjs/common';
import { AuditTrail, type AuditActor } from '@wetread/audit';
import { Clock } from '@wetread/kernel';
import { Transactional } from '@wetread/platform';
import { TokenNotFound } from '../domain/errors';
import { ApiTokenRepository } from '../infrastructure/api-token.repository';

/** @throws TokenNotFound, also for a token that was revoked before */
@Injectable()
export class RevokeToken {
  constructor(
    private readonly tokens: ApiTokenRepository,
    private readonly audit: AuditTrail,
    private readonly clock: Clock,
  ) {}

  @Transactional()
  async execute({ id, by }: { id: string; by: AuditActor }): Promise<void> {
    if (!isUuid(id) || !(await this.tokens.revoke(id, this.clock.now()))) throw new TokenNotFound(id);
    await this.audit.record({ action: 'token-revoked', actor: by, subject: { type: 'token', id } });
  }
}

// PostgreSQL answers text that is no uuid with an error instead of no row.
const isUuid = (text: string): boolean => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text);
