export { AuditTrail } from './application/audit-trail';
export type { AuditActor, AuditOutcome, AuditSubject, NewAuditEntry } from './domain/audit-trail';
