import type { Delivery, DeliveryFormat, DeliveryState, DestinationKind } from '@wetread/contracts';
import { exactMoment } from '../wording/dates';

export const DELIVERY_STATE_WORDS: Record<DeliveryState, string> = {
  pending: 'Waiting',
  sending: 'Being sent',
  retrying: 'Will be tried again',
  delivered: 'Delivered',
  dead: 'Not delivered',
  skipped: 'Skipped',
  superseded: 'Overtaken by a later revision',
};

export const KIND_WORDS: Record<DestinationKind, string> = {
  dicom: 'DICOM',
  stow: 'DICOMweb',
  'hl7-mllp': 'HL7 v2',
  fhir: 'FHIR',
  webhook: 'Webhook',
};

export const DELIVERY_FORMAT_WORDS: Record<DeliveryFormat, string> = {
  sr: 'SR',
  'comprehensive-sr': 'SR, measurements',
  'encapsulated-pdf': 'PDF',
  gsps: 'Presentation state',
  'key-objects': 'Key images',
  oru: 'ORU',
  'oru-pdf': 'ORU with PDF',
  'fhir-bundle': 'FHIR bundle',
  event: 'Event',
};

const causes: readonly (readonly [pattern: RegExp, words: string])[] = [
  [/^(net\.ECONNREFUSED|hl7\.unreachable|dimse\.peer-unreachable)$/, 'nobody answers there'],
  [/^net\.(ENOTFOUND|EAI_AGAIN)$/, 'its name is not known'],
  [/timeout|silent$/, 'no answer in time'],
  [/connection-lost|ECONNRESET|aborted$/, 'the connection broke'],
  [/^hl7\.(AE|CE)$/, 'the receiver reported an error'],
  [/^hl7\.(AR|CR)$/, 'the receiver rejected it'],
  [/^http\.(401|403|407)$/, 'it does not let us in'],
  [/^http\.(3\d\d|404|405)$/, 'there is nothing at its address'],
  [/^http\.(429|502|503|504)$/, 'it is busy'],
  [/^dimse\.association-rejected$/, 'it does not take our calls'],
  [/^dimse\.context-not-accepted$/, 'it does not take such objects'],
  [/^peer\./, 'its application entity is not registered'],
  [/^platform\.secret-/, 'its secret is missing'],
  [/nothing-to-render$/, 'the report has nothing of that kind'],
  [/^skipped$/, 'by an administrator'],
  [/^superseded-by-withdrawal$/, 'the report was taken back'],
  [/interrupted$/, 'the server stopped over it'],
];

/** A cause in words, with its code for whoever looks it up; empty when there is none. */
export function causeWords(code: string | null): string {
  if (code === null || code === 'superseded-by-signed') return '';
  const words = causes.find(([pattern]) => pattern.test(code))?.[1];
  return words ? `${words} (${code})` : code;
}

/** When it is tried next; a time that is past is its place in the queue of a receiver that is left alone meanwhile. */
export const nextWords = (nextAttemptAt: string, now: number): string =>
  Date.parse(nextAttemptAt) > now ? `next ${exactMoment(nextAttemptAt)}` : 'when the receiver is tried again';

/** What a person may do with a delivery; the server checks again. */
export const maySendAgain = ({ state }: Delivery): boolean => state !== 'sending' && state !== 'superseded';
export const maySkip = ({ state }: Delivery): boolean =>
  state === 'pending' || state === 'retrying' || state === 'dead';
