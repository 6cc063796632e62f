import type { Hl7Message } from '../message/hl7-message';

const CODES = ['AA', 'AE', 'AR', 'CA', 'CE', 'CR'] as const;

/** HL7 table 0008. */
export type AcknowledgementCode = (typeof CODES)[number];

/** One ERR segment. */
export interface AcknowledgementError {
  /** Table 0357, or what the peer put there. */
  code: string;
  /** The peer's words; they may quote the message: PHI. */
  text: string;
  /** ERL as it came: `PID^1^3`. */
  location: string;
}

/** A peer's answer to one message. */
export interface Acknowledgement {
  code: AcknowledgementCode;
  /** MSA-2: of the message that it answers. */
  controlId: string;
  /** MSA-3, or the first error's words. PHI: the peer may quote the message. */
  text: string;
  errors: AcknowledgementError[];
  /** The whole answer. */
  raw: string;
}

/** `null` when the message is no acknowledgement. */
export function readAcknowledgement(message: Hl7Message): Acknowledgement | null {
  const code = CODES.find((one) => one === message.field('MSA-1').trim());
  if (!code) return null;
  const errors = message.all('ERR').map((error) => ({
    code: error.field('3.1') || error.field('1.4.1'),
    text: error.field('8') || error.field('7') || error.field('3.2') || error.field('1.4.2'),
    location: error.field('2') || error.field('1'),
  }));
  return {
    code,
    controlId: message.field('MSA-2').trim(),
    text: message.field('MSA-3') || (errors[0]?.text ?? ''),
    errors,
    raw: message.toString(),
  };
}
