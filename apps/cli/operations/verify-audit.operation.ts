import { AuditTrail } from '@wetread/audit';
import type { AuditVerification } from '@wetread/contracts';
import type { Operation } from '../control/operation';

export const verifyAudit: Operation<Record<string, never>, AuditVerification> = {
  name: 'audit.verify',
  run: (app) => app.get(AuditTrail, { strict: false }).verify(),
};
