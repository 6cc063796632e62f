import { ProtocolBroken } from '../dimse-error';
import { decodeText, type Item, itemsOf } from './items';
import { type ContextAnswer, type ContextProposal, type ControlPdu, PduType } from './pdu';
import { AbortReason } from './reasons';
import { decodeUserInformation, type UserInformation } from './user-information';

const FIXED = 68;
const MOST_CONTEXTS = 128;

/** Decodes the body of any PDU but P-DATA-TF (PS3.8 section 9.3). @throws ProtocolBroken */
export function decodePdu(type: number, body: Buffer): ControlPdu {
  switch (type) {
    case PduType.associateRequest: {
      const { contexts, ...common } = associate(body, 0x20);
      return { type: 'A-ASSOCIATE-RQ', ...common, contexts: contexts.map(proposal) };
    }
    case PduType.associateAccept: {
      const { contexts, ...common } = associate(body, 0x21);
      return { type: 'A-ASSOCIATE-AC', ...common, contexts: contexts.map(answer) };
    }
    case PduType.associateReject:
      return { type: 'A-ASSOCIATE-RJ', result: body[1] ?? 0, source: body[2] ?? 0, reason: body[3] ?? 0 };
    case PduType.releaseRequest:
      return { type: 'A-RELEASE-RQ' };
    case PduType.releaseResponse:
      return { type: 'A-RELEASE-RP' };
    case PduType.abort:
      return { type: 'A-ABORT', source: body[2] ?? 0, reason: body[3] ?? 0 };
    default:
      throw new ProtocolBroken(`unknown PDU type ${type}`, AbortReason.unrecognizedPdu);
  }
}

function associate(body: Buffer, contextType: number) {
  if (body.length < FIXED) throw new ProtocolBroken('an association PDU is too short');
  const items = [...itemsOf(body.subarray(FIXED))];
  const contexts = items.filter(({ type }) => type === contextType);
  if (contexts.length > MOST_CONTEXTS) throw new ProtocolBroken('more than 128 presentation contexts');
  return {
    protocolVersion: body.readUInt16BE(),
    calledAeTitle: aeTitle(body.subarray(4, 20)),
    callingAeTitle: aeTitle(body.subarray(20, 36)),
    applicationContext: applicationContextOf(items),
    contexts,
    user: userOf(items),
  };
}

/** Leading and trailing spaces are not significant (PS3.8 table 9-11). */
const aeTitle = (bytes: Buffer): string => decodeText(bytes).trim();

const applicationContextOf = (items: readonly Item[]): string => {
  const item = items.find(({ type }) => type === 0x10);
  return item ? decodeText(item.body) : '';
};

function userOf(items: readonly Item[]): UserInformation {
  const item = items.find(({ type }) => type === 0x50);
  if (!item) throw new ProtocolBroken('an association PDU without user information');
  return decodeUserInformation(item.body);
}

function proposal({ body }: Item): ContextProposal {
  const syntaxes = subItems(body);
  const abstractSyntax = syntaxes.find(({ type }) => type === 0x30);
  return {
    id: contextId(body),
    abstractSyntaxUid: abstractSyntax ? decodeText(abstractSyntax.body) : '',
    transferSyntaxUids: syntaxes.filter(({ type }) => type === 0x40).map((item) => decodeText(item.body)),
  };
}

function answer({ body }: Item): ContextAnswer {
  const syntax = subItems(body).find(({ type }) => type === 0x40);
  return {
    id: contextId(body),
    result: body[2] ?? 0,
    transferSyntaxUid: syntax ? decodeText(syntax.body) : '',
  };
}

function subItems(body: Buffer): Item[] {
  if (body.length < 4) throw new ProtocolBroken('a presentation context item is too short');
  return [...itemsOf(body.subarray(4))];
}

function contextId(body: Buffer): number {
  const id = body.readUInt8();
  if (id % 2 === 0) throw new ProtocolBroken('a presentation context with an even ID');
  return id;
}
