import { ProtocolBroken } from '../dimse-error';
import { decodeText, encodeItem, encodeText, type Item, itemsOf } from './items';

/** SCP/SCU role selection (PS3.7 section D.3.3.4): the roles that the requestor proposes, or the acceptor accepts. */
export interface RoleSelection {
  sopClassUid: string;
  scu: boolean;
  scp: boolean;
}

/**
 * SOP class extended negotiation (PS3.7 section D.3.3.5): what a requestor asks of a service beyond its class, or the
 * acceptor grants of that; each service class defines its bytes.
 */
export interface ExtendedNegotiation {
  sopClassUid: string;
  information: Buffer;
}

/** User identity (PS3.7 section D.3.3.7); what it holds is a secret. */
export interface UserIdentity {
  /** 1 user name, 2 with passcode, 3 Kerberos, 4 SAML, 5 JWT. */
  kind: number;
  positiveResponseRequested: boolean;
  primary: Buffer;
  secondary: Buffer;
}

/** The user information item (PS3.8 annex D.1, PS3.7 annex D.3.3). */
export interface UserInformation {
  /** Longest P-DATA-TF that the sender of this item takes, in bytes; 0 is unlimited. */
  maximumLength: number;
  implementationClassUid: string;
  implementationVersionName: string | null;
  /** Asynchronous operations window; absent means 1 and 1. */
  asynchronousOperations: { invoked: number; performed: number } | null;
  roles: RoleSelection[];
  extended: ExtendedNegotiation[];
  userIdentity: UserIdentity | null;
}

const SubItem = {
  maximumLength: 0x51,
  implementationClassUid: 0x52,
  asynchronousOperations: 0x53,
  roleSelection: 0x54,
  implementationVersionName: 0x55,
  extendedNegotiation: 0x56,
  userIdentity: 0x58,
} as const;

const uint16 = (value: number): Buffer => Buffer.from([value >> 8, value & 0xff]);

export function encodeUserInformation(user: UserInformation): Buffer {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(user.maximumLength);
  const window = user.asynchronousOperations;
  return encodeItem(
    0x50,
    encodeItem(SubItem.maximumLength, length),
    encodeItem(SubItem.implementationClassUid, encodeText(user.implementationClassUid)),
    ...(window
      ? [encodeItem(SubItem.asynchronousOperations, uint16(window.invoked), uint16(window.performed))]
      : []),
    ...user.roles.map(encodeRole),
    ...(user.implementationVersionName
      ? [encodeItem(SubItem.implementationVersionName, encodeText(user.implementationVersionName))]
      : []),
    ...user.extended.map(encodeExtended),
    ...(user.userIdentity ? [encodeIdentity(user.userIdentity)] : []),
  );
}

const encodeRole = ({ sopClassUid, scu, scp }: RoleSelection): Buffer =>
  encodeItem(
    SubItem.roleSelection,
    uint16(sopClassUid.length),
    encodeText(sopClassUid),
    Buffer.from([scu ? 1 : 0, scp ? 1 : 0]),
  );

const encodeExtended = ({ sopClassUid, information }: ExtendedNegotiation): Buffer =>
  encodeItem(SubItem.extendedNegotiation, uint16(sopClassUid.length), encodeText(sopClassUid), information);

const encodeIdentity = ({ kind, positiveResponseRequested, primary, secondary }: UserIdentity): Buffer =>
  encodeItem(
    SubItem.userIdentity,
    Buffer.from([kind, positiveResponseRequested ? 1 : 0]),
    uint16(primary.length),
    primary,
    uint16(secondary.length),
    secondary,
  );

/** Sub-items that are not known here are skipped, as PS3.8 section 9.3.1 asks. */
export function decodeUserInformation(body: Buffer): UserInformation {
  const user: UserInformation = {
    maximumLength: 0,
    implementationClassUid: '',
    implementationVersionName: null,
    asynchronousOperations: null,
    roles: [],
    extended: [],
    userIdentity: null,
  };
  for (const item of itemsOf(body)) decodeSubItem(item, user);
  return user;
}

function decodeSubItem({ type, body }: Item, user: UserInformation): void {
  switch (type) {
    case SubItem.maximumLength:
      user.maximumLength = needs(body, 4).readUInt32BE();
      return;
    case SubItem.implementationClassUid:
      user.implementationClassUid = decodeText(body);
      return;
    case SubItem.asynchronousOperations:
      needs(body, 4);
      user.asynchronousOperations = { invoked: body.readUInt16BE(), performed: body.readUInt16BE(2) };
      return;
    case SubItem.roleSelection:
      user.roles.push(decodeRole(body));
      return;
    case SubItem.extendedNegotiation:
      user.extended.push(decodeExtended(body));
      return;
    case SubItem.implementationVersionName:
      user.implementationVersionName = decodeText(body);
      return;
    case SubItem.userIdentity:
      user.userIdentity = decodeIdentity(body);
      return;
    default:
  }
}

function decodeRole(body: Buffer): RoleSelection {
  const length = needs(body, 2).readUInt16BE();
  needs(body, 2 + length + 2);
  return {
    sopClassUid: decodeText(body.subarray(2, 2 + length)),
    scu: body[2 + length] === 1,
    scp: body[3 + length] === 1,
  };
}

function decodeExtended(body: Buffer): ExtendedNegotiation {
  const end = 2 + needs(body, 2).readUInt16BE();
  needs(body, end);
  return { sopClassUid: decodeText(body.subarray(2, end)), information: body.subarray(end) };
}

function decodeIdentity(body: Buffer): UserIdentity {
  const primaryEnd = 4 + needs(body, 4).readUInt16BE(2);
  const secondaryLength = needs(body, primaryEnd + 2).readUInt16BE(primaryEnd);
  needs(body, primaryEnd + 2 + secondaryLength);
  return {
    kind: body.readUInt8(),
    positiveResponseRequested: body[1] === 1,
    primary: body.subarray(4, primaryEnd),
    secondary: body.subarray(primaryEnd + 2, primaryEnd + 2 + secondaryLength),
  };
}

function needs(body: Buffer, length: number): Buffer {
  if (body.length < length) throw new ProtocolBroken('a user information item is too short');
  return body;
}
