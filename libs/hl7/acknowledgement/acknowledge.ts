import type { FieldContent, SegmentContent } from '../message/content';
import { segment } from '../message/content';
import { Hl7Message } from '../message/hl7-message';
import { Hl7ErrorCode, type Hl7Fault, locationOf } from './hl7-fault';

/**
 * What became of a message (2.9.2): `accepted` after it was committed; `error`: its content is wrong, sending it
 * again changes nothing; `rejected`: its kind is not handled here, or we could not handle it now.
 */
export type VerdictOutcome = 'accepted' | 'error' | 'rejected';

export interface Verdict {
  outcome: VerdictOutcome;
  /** MSA-3, PHI-free. */
  text?: string;
  faults?: readonly Hl7Fault[];
}

/** Who answers, and when. */
export interface AcknowledgedBy {
  application: FieldContent;
  facility: FieldContent;
  controlId: string;
  at: Date;
}

const APPLICATION = { accepted: 'AA', error: 'AE', rejected: 'AR' } as const;
const COMMIT = { accepted: 'CA', error: 'CE', rejected: 'CR' } as const;

/** Whether MSH-15 or MSH-16 asks for an answer to this outcome (table 0155). */
const isWanted = (condition: string, outcome: VerdictOutcome): boolean =>
  condition === 'AL' || condition === (outcome === 'accepted' ? 'SU' : 'ER');

/** A value that is none of table 0155 asks for nothing that we know: it counts as absent, and nobody waits in vain. */
const conditionIn = (message: Hl7Message | null, path: string): string => {
  const told = message?.field(path).trim() ?? '';
  return ['AL', 'NE', 'ER', 'SU'].includes(told) ? told : '';
};

/**
 * The codes to answer with. Original mode: one application acknowledgement. Enhanced mode (MSH-15 or MSH-16 is
 * valued): what they ask for, the commit acknowledgement first; nothing when they ask for nothing.
 */
export function codesFor(message: Hl7Message | null, outcome: VerdictOutcome): string[] {
  const accept = conditionIn(message, 'MSH-15');
  const application = conditionIn(message, 'MSH-16');
  if (accept === '' && application === '') return [APPLICATION[outcome]];
  return [
    ...(isWanted(accept, outcome) ? [COMMIT[outcome]] : []),
    ...(isWanted(application, outcome) ? [APPLICATION[outcome]] : []),
  ];
}

// ERR before 2.5 knows ERR-1 only: location and condition in one (ELD, 2.A.26).
function faultSegment(
  { condition, at = '', text }: Hl7Fault,
  version: string,
  severity: string,
): SegmentContent {
  const [code, wording] = Hl7ErrorCode[condition];
  const location = locationOf(at);
  const isOld = /^2\.[1-4]/.test(version);
  if (isOld)
    return segment('ERR', { 1: [location[0], location[1], location[2], [code, wording, 'HL70357']] });
  return segment('ERR', { 2: location, 3: [code, wording, 'HL70357'], 4: severity, 8: text });
}

const namesIn = (message: Hl7Message | null, field: number): FieldContent =>
  [1, 2, 3].map((component) => message?.field(`MSH-${field}.${component}`) ?? '');

/**
 * ACK to a message; `null` for one whose header could not be read. It is ASCII throughout but for the sender's own
 * names, which go back in the sender's character set.
 */
export function acknowledge(
  message: Hl7Message | null,
  code: string,
  verdict: Verdict,
  by: AcknowledgedBy,
): Hl7Message {
  const version = /^2\.\d(\.\d)?$/.exec(message?.field('MSH-12.1') ?? '')?.[0] ?? '2.5.1';
  const event = message?.field('MSH-9.2') ?? '';
  const severity = verdict.outcome === 'accepted' ? 'I' : 'E';
  return Hl7Message.build(
    {
      sendingApplication: by.application,
      sendingFacility: by.facility,
      receivingApplication: namesIn(message, 3),
      receivingFacility: namesIn(message, 4),
      at: by.at,
      type: event === '' ? ['ACK'] : ['ACK', event, 'ACK'],
      controlId: by.controlId,
      processingId: message?.field('MSH-11.1') || 'P',
      version,
      characterSet: message?.characterSet ?? 'ASCII',
    },
    [
      segment('MSA', { 1: code, 2: message?.controlId ?? '', 3: verdict.text }),
      ...(verdict.faults ?? []).map((fault) => faultSegment(fault, version, severity)),
    ],
  );
}
