import type { Hl7Message } from '@wetread/hl7';
import type { Hl7Config, Profile } from '@wetread/platform';
import { type MessageRefused, notForUs, wrong } from './message-refused';
import { senderOf } from './told-patient';

export type MessageKind = 'patient' | 'merge' | 'order' | 'report';

/** ADT events that carry the patient as it is now, whatever else they tell. */
const PATIENT_EVENTS = 'A01 A02 A03 A04 A05 A06 A07 A08 A11 A12 A13 A28 A31'.split(' ');

/** What is handled, by MSH-9. */
const kinds = new Map<string, MessageKind>([
  ...PATIENT_EVENTS.map((event): [string, MessageKind] => [`ADT^${event}`, 'patient']),
  ['ADT^A18', 'merge'],
  ['ADT^A34', 'merge'],
  ['ADT^A40', 'merge'],
  ['ORM^O01', 'order'],
  ['OMG^O19', 'order'],
  ['OMI^O23', 'order'],
  ['ORU^R01', 'report'],
]);

/** Which handler a message is for. @throws MessageRefused with the conditions 200 and 201 of table 0357 */
export function kindOf(message: Hl7Message): MessageKind {
  const kind = kinds.get(message.type);
  if (kind) return kind;
  const code = message.field('MSH-9.1');
  throw [...kinds.keys()].some((type) => type.startsWith(`${code}^`))
    ? notForUs('unsupportedEventCode', 'MSH-9.2', 'this event is not handled')
    : notForUs('unsupportedMessageType', 'MSH-9.1', 'messages of this type are not handled');
}

/** What is wrong with the header; `null` when the message may be read on. */
export function refusalOf(
  message: Hl7Message,
  { allowedSenders }: Hl7Config,
  profile: Profile,
): MessageRefused | null {
  if (message.controlId === '') return wrong('requiredFieldMissing', 'MSH-10', 'MSH-10 holds no control id');
  if (!/^2(\.|$)/.test(message.field('MSH-12.1'))) {
    return notForUs('unsupportedVersion', 'MSH-12', 'only version 2 is handled');
  }
  const processing = message.field('MSH-11.1');
  if (processing !== 'P' && profile === 'production') {
    return notForUs('unsupportedProcessingId', 'MSH-11', 'only production messages (P) are taken here');
  }
  const [application = ''] = senderOf(message).split('^');
  const isKnown =
    allowedSenders.length === 0 ||
    [application, senderOf(message)].some((one) => allowedSenders.includes(one));
  return isKnown ? null : notForUs('tableValueNotFound', 'MSH-3', 'this sender is not configured here');
}
