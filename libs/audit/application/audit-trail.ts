import type { AuditAction, AuditPage, AuditQuery, AuditVerification } from '@wetread/contracts';
import type { NewAuditEntry } from '../domain/audit-trail';

/**
 * The append-only, hash-chained record of who did what. `record` joins the caller's transaction, so that a
 * deed and its entry exist together or not at all.
 */
export abstract class AuditTrail {
  abstract record(entry: NewAuditEntry<AuditAction>): Promise<void>;
  /** As `record` for each, in their order, at the cost of one. */
  abstract recordAll(entries: readonly NewAuditEntry<AuditAction>[]): Promise<void>;
  /** Newest first; `total` counts all entries that match, whatever the page. */
  abstract page(query: Partial<AuditQuery>): Promise<AuditPage>;
  /** Walks the chain from its first entry and names every changed, removed or reordered one. */
  abstract verify(): Promise<AuditVerification>;
}
