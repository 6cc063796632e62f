import type { AuditActor } from '@wetread/audit';

/** Whoever may open the data directory: the operating system vouches for them, Wetread knows no name. */
export const atTheConsole: AuditActor = { kind: 'system', id: 'command-line' };
