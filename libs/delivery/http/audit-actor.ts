import type { AuditActor } from '@wetread/audit';
import type { Actor } from '@wetread/identity';

/** How the audit trail names who stands behind a request. */
export const auditActorOf = ({ kind, id }: Actor): AuditActor => ({
  kind: kind === 'user' ? 'user' : 'device',
  id,
});
