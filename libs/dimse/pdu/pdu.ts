import type { UserInformation } from './user-information';

/** A.2.1 of PS3.7: the one application context name that DICOM has. */
export const APPLICATION_CONTEXT = '1.2.840.10008.3.1.1.1';

/** PDU types of PS3.8 section 9.3. */
export const PduType = {
  associateRequest: 0x01,
  associateAccept: 0x02,
  associateReject: 0x03,
  data: 0x04,
  releaseRequest: 0x05,
  releaseResponse: 0x06,
  abort: 0x07,
} as const;

/** A presentation context as proposed (PS3.8 section 9.3.2.2). */
export interface ContextProposal {
  /** Odd, 1 to 255. */
  id: number;
  abstractSyntaxUid: string;
  transferSyntaxUids: string[];
}

/** Result of a proposed presentation context (PS3.8 table 9-18). */
export const ContextResult = {
  accepted: 0,
  userRejection: 1,
  noReason: 2,
  abstractSyntaxNotSupported: 3,
  transferSyntaxesNotSupported: 4,
} as const;
export type ContextResult = (typeof ContextResult)[keyof typeof ContextResult];

/** The answer to a {@link ContextProposal} (PS3.8 section 9.3.3.2). */
export interface ContextAnswer {
  id: number;
  result: number;
  /** Not significant unless accepted. */
  transferSyntaxUid: string;
}

interface Associate {
  /** Bit 0 is version 1, the only one. */
  protocolVersion: number;
  calledAeTitle: string;
  callingAeTitle: string;
  applicationContext: string;
  user: UserInformation;
}
export interface AssociateRequest extends Associate {
  type: 'A-ASSOCIATE-RQ';
  contexts: ContextProposal[];
}
export interface AssociateAccept extends Associate {
  type: 'A-ASSOCIATE-AC';
  contexts: ContextAnswer[];
}
interface AssociateReject {
  type: 'A-ASSOCIATE-RJ';
  result: number;
  source: number;
  reason: number;
}
interface Abort {
  type: 'A-ABORT';
  source: number;
  reason: number;
}

/** Every PDU but P-DATA-TF, whose values are read while they arrive. */
export type ControlPdu =
  | AssociateRequest
  | AssociateAccept
  | AssociateReject
  | { type: 'A-RELEASE-RQ' }
  | { type: 'A-RELEASE-RP' }
  | Abort;
