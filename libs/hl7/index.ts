export type {
  Acknowledgement,
  AcknowledgementCode,
  AcknowledgementError,
} from './acknowledgement/acknowledgement';
export type { Verdict, VerdictOutcome } from './acknowledgement/acknowledge';
export type { Hl7Fault } from './acknowledgement/hl7-fault';
export { characterSetNames, type CharacterSetName } from './message/character-set';
export {
  Hl7CharacterSetUnsupported,
  Hl7TextInvalid,
  Hl7TextUnencodable,
  Hl7Unreadable,
} from './message/errors';
export { repeat, segment, type FieldContent, type SegmentContent } from './message/content';
export { Hl7Message, type MessageHeader } from './message/hl7-message';
export { HL7_NULL, Segment, type Repetition } from './message/segment';
export { formatTimestamp, isoDateOf } from './message/timestamp';
export type {
  MllpHandler,
  MllpLimits,
  MllpListenerOptions,
  MllpPeer,
  MllpServerTls,
  MllpTrouble,
} from './mllp/mllp-options';
export { mllpSend, type MllpDestination, type MllpSendOptions } from './mllp/mllp-send';
export {
  AckTimeout,
  AckUnreadable,
  DestinationUnreachable,
  MllpConnectionLost,
  MllpSendError,
} from './mllp/send-errors';
export { MllpServer } from './mllp/mllp-server';
