import type { AuditActor } from '@wetread/audit';
import type { Actor } from '../domain/actor';

/** How the audit trail names who stands behind a request. */
export const auditActorOf = (actor: Actor): AuditActor =>
  actor.kind === 'user' ? { kind: 'user', id: actor.id } : { kind: 'device', id: peerOf(actor) };

/** How rows name the peer: a token by its name, a loopback peer of the demo as such. */
export function peerOf(actor: Actor): string {
  if (actor.kind === 'user') return actor.id;
  return actor.kind === 'token' ? `token:${actor.name}` : 'loopback';
}
