import { encodeItem, encodeText } from './items';
import {
  type AssociateAccept,
  type AssociateRequest,
  type ContextAnswer,
  type ContextProposal,
  type ControlPdu,
  PduType,
} from './pdu';
import { encodeUserInformation } from './user-information';

const AE_TITLE_LENGTH = 16;

/** Encodes a PDU of PS3.8 sections 9.3.2 to 9.3.8, header included. */
export function encodePdu(pdu: ControlPdu): Buffer {
  switch (pdu.type) {
    case 'A-ASSOCIATE-RQ':
      return framed(PduType.associateRequest, associate(pdu, pdu.contexts.map(proposal)));
    case 'A-ASSOCIATE-AC':
      return framed(PduType.associateAccept, associate(pdu, pdu.contexts.map(answer)));
    case 'A-ASSOCIATE-RJ':
      return framed(PduType.associateReject, Buffer.from([0, pdu.result, pdu.source, pdu.reason]));
    case 'A-RELEASE-RQ':
      return framed(PduType.releaseRequest, Buffer.alloc(4));
    case 'A-RELEASE-RP':
      return framed(PduType.releaseResponse, Buffer.alloc(4));
    case 'A-ABORT':
      return framed(PduType.abort, Buffer.from([0, 0, pdu.source, pdu.reason]));
  }
}

function framed(type: number, body: Buffer): Buffer {
  const header = Buffer.alloc(6);
  header.writeUInt8(type);
  header.writeUInt32BE(body.length, 2);
  return Buffer.concat([header, body]);
}

function associate(pdu: AssociateRequest | AssociateAccept, contexts: Buffer[]): Buffer {
  const fixed = Buffer.alloc(68);
  fixed.writeUInt16BE(pdu.protocolVersion);
  fixed.write(aeTitle(pdu.calledAeTitle), 4, 'latin1');
  fixed.write(aeTitle(pdu.callingAeTitle), 20, 'latin1');
  return Buffer.concat([
    fixed,
    encodeItem(0x10, encodeText(pdu.applicationContext)),
    ...contexts,
    encodeUserInformation(pdu.user),
  ]);
}

function aeTitle(title: string): string {
  if (title.length > AE_TITLE_LENGTH) throw new RangeError('an AE title has at most 16 characters');
  return title.padEnd(AE_TITLE_LENGTH);
}

const proposal = ({ id, abstractSyntaxUid, transferSyntaxUids }: ContextProposal): Buffer =>
  encodeItem(
    0x20,
    Buffer.from([id, 0, 0, 0]),
    encodeItem(0x30, encodeText(abstractSyntaxUid)),
    ...transferSyntaxUids.map((uid) => encodeItem(0x40, encodeText(uid))),
  );

const answer = ({ id, result, transferSyntaxUid }: ContextAnswer): Buffer =>
  encodeItem(0x21, Buffer.from([id, 0, result, 0]), encodeItem(0x40, encodeText(transferSyntaxUid)));

/** Header of a P-DATA-TF with one presentation data value of `length` bytes (PS3.8 section 9.3.5, annex E.2). */
export function dataHeader(contextId: number, isCommand: boolean, isLast: boolean, length: number): Buffer {
  const header = Buffer.allocUnsafe(12);
  header.writeUInt8(PduType.data);
  header.writeUInt8(0, 1);
  header.writeUInt32BE(length + 6, 2);
  header.writeUInt32BE(length + 2, 6);
  header.writeUInt8(contextId, 10);
  header.writeUInt8((isCommand ? 1 : 0) | (isLast ? 2 : 0), 11);
  return header;
}
