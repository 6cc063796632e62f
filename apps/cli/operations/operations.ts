import type { Operation } from '../control/operation';
import { importPaths } from './import-paths.operation';
import { createToken, listTokens, revokeToken } from './tokens.operation';
import { changePassword, createUser, listUsers } from './users.operation';
import { verifyAudit } from './verify-audit.operation';

/** What a running server carries out for the command line. */
export const operations: readonly Operation<never, unknown>[] = [
  changePassword,
  createToken,
  createUser,
  importPaths,
  listTokens,
  listUsers,
  revokeToken,
  verifyAudit,
];
