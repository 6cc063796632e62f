import { AuditPage, AuditVerification, type AuditAction } from '@wetread/contracts';
import { call } from './http';

export interface AuditAsked {
  readonly studyInstanceUid?: string | undefined;
  readonly action?: AuditAction | undefined;
}

export const fetchAudit = (
  asked: AuditAsked,
  before: number | undefined,
  signal: AbortSignal,
): Promise<AuditPage> => call(AuditPage, '/api/audit', { query: { ...asked, before, limit: 100 }, signal });

export const fetchVerification = (signal: AbortSignal): Promise<AuditVerification> =>
  call(AuditVerification, '/api/audit/verification', { signal });
