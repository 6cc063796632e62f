import type { DeliveryFormat, Destination, DestinationKind, DestinationTest } from '@wetread/contracts';
import { ago, exactMoment } from '../wording/dates';
import { causeWords, DELIVERY_FORMAT_WORDS } from './delivery-words';

export const KIND_ABOUT: Record<DestinationKind, string> = {
  dicom: 'DICOM objects by C-STORE, to a peer that is registered under Connections.',
  stow: 'DICOM objects by STOW-RS.',
  'hl7-mllp': 'HL7 v2.5.1 ORU^R01 over MLLP.',
  fhir: 'A transaction of resources for a FHIR R4 server.',
  webhook: 'A signed JSON message with ids and links; nothing of the patient or the report is in it.',
};

export const FORMAT_ABOUT: Record<DeliveryFormat, string> = {
  sr: 'the text, as Basic Text SR',
  'comprehensive-sr': 'findings with their regions, TID 1500',
  'encapsulated-pdf': 'as printed, for viewers without SR',
  gsps: 'regions over the film',
  'key-objects': 'which images matter',
  oru: 'text and coded findings',
  'oru-pdf': 'the same, with the printed report in it',
  'fhir-bundle': 'DiagnosticReport and what belongs to it',
  event: 'ids and links',
};

/** Where results go, in the receiver's own terms. */
export function targetWords({ target }: Pick<Destination, 'target'>): string {
  if (target.kind === 'dicom') return target.aeTitle;
  return target.kind === 'hl7-mllp' ? `${target.host}:${target.port}` : target.url;
}

/** What goes there, and from when on. */
export function contentWords({ formats, sends }: Pick<Destination, 'formats' | 'sends'>): string {
  const names = formats.map((format) => DELIVERY_FORMAT_WORDS[format]).join(' · ');
  return sends === 'drafts-too' ? `${names} · drafts too` : names;
}

/** Nothing is known of one that was never sent to: that is not yet well. */
export function conditionOf({ active, health }: Destination): 'asleep' | 'troubled' | 'well' {
  if (active && health.consecutiveFailures > 0) return 'troubled';
  return active && health.lastSuccessAt !== null ? 'well' : 'asleep';
}

export function healthWords({ active, health }: Destination, now: number): string {
  const { consecutiveFailures, lastCause, pausedUntil, lastSuccessAt } = health;
  if (!active) return 'Inactive: gets nothing new';
  const waits =
    pausedUntil && Date.parse(pausedUntil) > now ? `; tried again ${exactMoment(pausedUntil)}` : '';
  if (consecutiveFailures > 0)
    return `${consecutiveFailures} failed in a row: ${causeWords(lastCause)}${waits}`;
  return lastSuccessAt ? `Last delivery ${ago(lastSuccessAt, now)}` : 'Nothing delivered yet';
}

/** Deliveries that have not come to rest: they wait, are being sent, or lie in the dead letters. */
export function undeliveredIn({ health: { deliveries } }: Destination): number {
  const { pending = 0, sending = 0, retrying = 0, dead = 0 } = deliveries;
  return pending + sending + retrying + dead;
}

/** How a test went. */
export const testWords = ({ reachable, code, milliseconds }: DestinationTest): string =>
  reachable ? `Answers, after ${milliseconds} ms` : `Not reached: ${causeWords(code)}`;
