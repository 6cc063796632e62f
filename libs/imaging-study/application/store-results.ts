import type { DomainError } from '@wetread/kernel';
import type { ExaminedInstance, InstanceIdentity, StorableInstance } from '../domain/incoming';
import { dicomStatusOf } from '../domain/status-of-error';
import { DicomStatus, type StoreResult, WarningReason } from '../domain/store-outcome';

export const identityOf = (instance: ExaminedInstance): InstanceIdentity | null =>
  instance.kind === 'storable' ? instance.header : instance.identity;

const identified = (identity: InstanceIdentity | null) =>
  identity && {
    sopInstanceUid: identity.sopInstanceUid,
    sopClassUid: identity.sopClassUid,
    studyInstanceUid: identity.studyInstanceUid,
    seriesInstanceUid: identity.seriesInstanceUid,
  };

export const refusal = (
  name: string,
  error: DomainError,
  identity: InstanceIdentity | null,
): StoreResult => ({
  name,
  outcome: error.status === 'conflict' ? 'conflict' : 'refused',
  ...identified(identity),
  dicomStatus: dicomStatusOf(error),
  code: error.code,
  message: error.message,
});

export function acceptance(
  { name, header, warningReason }: Pick<StorableInstance, 'name' | 'header' | 'warningReason'>,
  outcome: 'stored' | 'duplicate',
  isToldOtherwise = false,
): StoreResult {
  const warning = warningReason ?? (isToldOtherwise ? WarningReason.coercion : undefined);
  return {
    name,
    outcome,
    ...identified(header),
    dicomStatus: DicomStatus.success,
    ...(warning !== undefined && { warningReason: warning }),
    code: null,
    message: outcome === 'stored' ? 'stored' : 'this very object was stored before',
  };
}
