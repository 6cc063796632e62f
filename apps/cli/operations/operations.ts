import type { Operation } from '../control/operation';
import { importPaths } from './import-paths.operation';
import { findAtPeer, getFromPeer, sendToPeer } from './peer-studies.operation';
import { addPeer, echoPeer, listCommitments, listPeers, listStrangers, removePeer } from './peers.operation';
import { createToken, listTokens, revokeToken } from './tokens.operation';
import { changePassword, createUser, listUsers } from './users.operation';
import { verifyAudit } from './verify-audit.operation';

/** What a running server carries out for the command line. */
export const operations: readonly Operation<never, unknown>[] = [
  addPeer,
  changePassword,
  createToken,
  createUser,
  echoPeer,
  findAtPeer,
  getFromPeer,
  importPaths,
  listCommitments,
  listPeers,
  listStrangers,
  listTokens,
  listUsers,
  removePeer,
  revokeToken,
  sendToPeer,
  verifyAudit,
];
