/** Result, source and reason of an A-ASSOCIATE-RJ (PS3.8 table 9-21). */
export interface Rejection {
  result: number;
  source: number;
  reason: number;
}

const permanently = { result: 1, source: 1 } as const;

/** The rejections that an acceptor of ours gives. */
export const Rejected = {
  noReasonGiven: { ...permanently, reason: 1 },
  applicationContextNotSupported: { ...permanently, reason: 2 },
  callingAeTitleNotRecognized: { ...permanently, reason: 3 },
  calledAeTitleNotRecognized: { ...permanently, reason: 7 },
  protocolVersionNotSupported: { result: 1, source: 2, reason: 2 },
  temporaryCongestion: { result: 2, source: 3, reason: 1 },
  localLimitExceeded: { result: 2, source: 3, reason: 2 },
} as const satisfies Record<string, Rejection>;

const reasons: Readonly<Record<string, string>> = {
  '1.1': 'no reason given',
  '1.2': 'application context name not supported',
  '1.3': 'calling AE title not recognized',
  '1.7': 'called AE title not recognized',
  '2.1': 'no reason given by the association control',
  '2.2': 'protocol version not supported',
  '3.1': 'temporary congestion',
  '3.2': 'local limit exceeded',
};

/** "permanently, calling AE title not recognized". */
export function rejectionWords(result: number, source: number, reason: number): string {
  const lasting = result === 2 ? 'for now' : 'permanently';
  return `${lasting}, ${reasons[`${source}.${reason}`] ?? `source ${source}, reason ${reason}`}`;
}

/** Reasons of an A-ABORT by the service provider (PS3.8 table 9-26). */
export const AbortReason = {
  notSpecified: 0,
  unrecognizedPdu: 1,
  unexpectedPdu: 2,
  unrecognizedParameter: 4,
  unexpectedParameter: 5,
  invalidParameterValue: 6,
} as const;

const abortReasons: Readonly<Record<number, string>> = {
  1: 'unrecognized PDU',
  2: 'unexpected PDU',
  4: 'unrecognized PDU parameter',
  5: 'unexpected PDU parameter',
  6: 'invalid PDU parameter value',
};

export const abortWords = (source: number, reason: number): string =>
  source === 0 ? 'by its user' : (abortReasons[reason] ?? 'reason not specified');
