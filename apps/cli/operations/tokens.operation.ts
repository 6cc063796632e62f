import { CreateToken, ListTokens, RevokeToken, type TokenScope } from '@wetread/identity';
import type { Operation } from '../control/operation';
import { atTheConsole } from './console-actor';

export const createToken: Operation<{ name: string; scopes: TokenScope[] }, { id: string; secret: string }> =
  {
    name: 'token.create',
    async run(app, { name, scopes }) {
      const create = app.get(CreateToken, { strict: false });
      const { token, secret } = await create.execute({ name, scopes, expiresAt: null, by: atTheConsole });
      return { id: token.id, secret };
    },
  };

export interface ListedToken {
  id: string;
  name: string;
  scopes: TokenScope[];
  revoked: boolean;
}

export const listTokens: Operation<Record<string, never>, ListedToken[]> = {
  name: 'token.list',
  async run(app) {
    const tokens = await app.get(ListTokens, { strict: false }).execute();
    return tokens.map(({ id, name, scopes, revokedAt }) => ({
      id,
      name,
      scopes,
      revoked: revokedAt !== null,
    }));
  },
};

export const revokeToken: Operation<{ id: string }, null> = {
  name: 'token.revoke',
  async run(app, { id }) {
    await app.get(RevokeToken, { strict: false }).execute({ id, by: atTheConsole });
    return null;
  },
};
