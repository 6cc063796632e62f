import type { ReceivedOrder } from '@wetread/contracts';

export const ORDER_STATUS_WORDS: Record<ReceivedOrder['status'], string> = {
  requested: 'Requested',
  held: 'On hold',
  'in-progress': 'In progress',
  completed: 'Completed',
  cancelled: 'Cancelled',
};

const SOURCE_WORDS: Record<ReceivedOrder['source']['kind'], string> = { hl7: 'HL7', mwl: 'worklist' };

export const sourceWords = ({ kind, peer }: ReceivedOrder['source']): string =>
  `${peer}, ${SOURCE_WORDS[kind]}`;

/** An identifier with its issuer, as both together name a patient. */
export const patientIdWords = (patientId: string, issuer: string | null): string =>
  [patientId || 'no ID', issuer ? `of ${issuer}` : ''].filter(Boolean).join(' ');
