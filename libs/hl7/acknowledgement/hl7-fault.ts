/** HL7 table 0357, message error condition codes: code and the table's own wording. */
export const Hl7ErrorCode = {
  segmentSequence: ['100', 'Segment sequence error'],
  requiredFieldMissing: ['101', 'Required field missing'],
  dataType: ['102', 'Data type error'],
  tableValueNotFound: ['103', 'Table value not found'],
  unsupportedMessageType: ['200', 'Unsupported message type'],
  unsupportedEventCode: ['201', 'Unsupported event code'],
  unsupportedProcessingId: ['202', 'Unsupported processing id'],
  unsupportedVersion: ['203', 'Unsupported version id'],
  unknownKey: ['204', 'Unknown key identifier'],
  duplicateKey: ['205', 'Duplicate key identifier'],
  recordLocked: ['206', 'Application record locked'],
  internal: ['207', 'Application internal error'],
} as const satisfies Record<string, readonly [string, string]>;

/** One thing that is wrong with a message. PHI-free: it names places, never values. */
export interface Hl7Fault {
  condition: keyof typeof Hl7ErrorCode;
  /** Where, as a path such as `PID-3.1`; absent when the fault is of the message as a whole. */
  at?: string;
  /** What is wrong and what would be right, for whoever runs the sender. */
  text: string;
}

/** A path as ERL components (2.A.28): segment, sequence, field, repetition, component, sub-component. */
export function locationOf(path: string): string[] {
  const [, segment = '', occurrence = '1', field = '', repetition = '1', component = '', sub = ''] =
    /^([A-Z0-9]{3})(?:\[(\d+)\])?(?:-(\d+)(?:\[(\d+)\])?(?:\.(\d+)(?:\.(\d+))?)?)?$/.exec(path) ?? [];
  if (segment === '') return [];
  return field === '' ? [segment, occurrence] : [segment, occurrence, field, repetition, component, sub];
}
