export type AuditOutcome = 'success' | 'failure';
export interface AuditActor {
  kind: 'user' | 'device' | 'model' | 'system';
  id: string;
}
export interface AuditSubject {
  /** `study`, `instance`, `report`, `user`, `session`, `token` ... */
  type: string;
  id: string;
  studyInstanceUid?: string | null;
}

/** What a room tells the trail. Ids, hashes, counts and codes only; never PHI. */
export interface NewAuditEntry<Action extends string = string> {
  action: Action;
  /** Default `success`. */
  outcome?: AuditOutcome;
  actor: AuditActor;
  subject: AuditSubject;
  details?: Record<string, unknown>;
}

/** An entry as it stands in the chain; `hash` covers all other members and the hash before it. */
export interface ChainedEntry {
  sequence: number;
  at: Date;
  action: string;
  outcome: AuditOutcome;
  actor: AuditActor;
  subject: { type: string; id: string; studyInstanceUid: string | null };
  details: Record<string, unknown>;
  previousHash: string;
  hash: string;
}

export interface AuditFault {
  sequence: number;
  fault: string;
}
