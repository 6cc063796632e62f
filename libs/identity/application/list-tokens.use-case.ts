import { Injectable } from '@nestjs/common';
import { ApiTokenRepository, type ApiToken } from '../infrastructure/api-token.repository';

@Injectable()
export class ListTokens {
  constructor(private readonly tokens: ApiTokenRepository) {}

  /** All tokens, revoked ones too, oldest first. */
  execute(): Promise<ApiToken[]> {
    return this.tokens.list();
  }
}
