import { randomBytes } from 'node:crypto';
import { acknowledge, codesFor, type Verdict } from '../acknowledgement/acknowledge';
import { Hl7CharacterSetUnsupported, Hl7TextInvalid, Hl7Unreadable } from '../message/errors';
import { Hl7Message } from '../message/hl7-message';
import { framed, type FrameFault } from './frame-reader';
import type { MllpListenerOptions } from './mllp-options';

const FRAME_WORDS: Record<FrameFault, string> = {
  'outside-block': 'bytes outside an MLLP block; a block is 0x0B, the message, 0x1C 0x0D',
  'nested-block': 'a block began (0x0B) before the one before it ended (0x1C 0x0D)',
  'too-large': 'the message is larger than this listener takes',
};

/** Rejected, because nobody could tell what the sender wanted. */
export const verdictOnFrame = (fault: FrameFault): Verdict => ({
  outcome: 'rejected',
  text: FRAME_WORDS[fault],
  faults: [{ condition: 'segmentSequence', text: FRAME_WORDS[fault] }],
});

/** What to answer when parsing failed; `null` for an error that is not of the message. */
export function verdictOnUnreadable(error: unknown): Verdict | null {
  if (error instanceof Hl7CharacterSetUnsupported) {
    const fault = { condition: 'tableValueNotFound', at: 'MSH-18', text: error.message } as const;
    return { outcome: 'rejected', text: error.message, faults: [fault] };
  }
  if (error instanceof Hl7TextInvalid) {
    const fault = { condition: 'dataType', at: 'MSH-18', text: error.message } as const;
    return { outcome: 'error', text: error.message, faults: [fault] };
  }
  if (error instanceof Hl7Unreadable) {
    const fault = { condition: 'segmentSequence', text: error.message } as const;
    return { outcome: 'rejected', text: error.message, faults: [fault] };
  }
  return null;
}

const FAILED = 'the message could not be handled now; send it again later';

export const verdictOnFailure: Verdict = {
  outcome: 'rejected',
  text: FAILED,
  faults: [{ condition: 'internal', text: FAILED }],
};

/** The blocks that answer a message, in the mode that it asks for; none when it asks for none. */
export function answerBlocks(
  message: Hl7Message | null,
  verdict: Verdict,
  { application, facility, clock }: Pick<MllpListenerOptions, 'application' | 'facility' | 'clock'>,
): Buffer[] {
  return codesFor(message, verdict.outcome).map((code) => {
    const controlId = randomBytes(10).toString('hex');
    const by = { application, facility, controlId, at: clock.now() };
    return framed(acknowledge(message, code, verdict, by).toBytes());
  });
}
