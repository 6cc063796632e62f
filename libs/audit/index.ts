export { AuditTrail } from './application/audit-trail';
export { AuditModule } from './audit.module';
export type { AuditActor, AuditOutcome, AuditSubject, NewAuditEntry } from './domain/audit-trail';
export { AuditHeadMissing, DatabaseAuditTrail } from './infrastructure/database-audit-trail';
