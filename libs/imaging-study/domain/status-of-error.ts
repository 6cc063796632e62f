import type { DomainError } from '@wetread/kernel';
import { DicomStatus } from './store-outcome';

/** The C-STORE status that an error carries, else "processing failure" (PS3.7 C.5.24). */
export function dicomStatusOf(error: DomainError): number {
  const { dicomStatus } = error as { dicomStatus?: unknown };
  return typeof dicomStatus === 'number' ? dicomStatus : DicomStatus.processingFailure;
}
