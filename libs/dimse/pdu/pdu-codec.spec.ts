import { array, assert, boolean, constantFrom, integer, property, record, uint8Array } from 'fast-check';
import { ProtocolBroken } from '../dimse-error';
import { decodePdu } from './decode-pdu';
import { encodePdu } from './encode-pdu';
import { APPLICATION_CONTEXT, type AssociateRequest, type ControlPdu } from './pdu';
import { rejectionWords } from './reasons';

const CT = '1.2.840.10008.5.1.4.1.1.2';
const request: AssociateRequest = {
  type: 'A-ASSOCIATE-RQ',
  protocolVersion: 1,
  calledAeTitle: 'WETREAD',
  callingAeTitle: 'CT 1',
  applicationContext: APPLICATION_CONTEXT,
  contexts: [
    { id: 1, abstractSyntaxUid: CT, transferSyntaxUids: ['1.2.840.10008.1.2', '1.2.840.10008.1.2.1'] },
    { id: 3, abstractSyntaxUid: '1.2.840.10008.1.1', transferSyntaxUids: ['1.2.840.10008.1.2'] },
  ],
  user: {
    maximumLength: 16_384,
    implementationClassUid: '1.2.3',
    implementationVersionName: 'SPEC',
    asynchronousOperations: { invoked: 4, performed: 2 },
    extended: [{ sopClassUid: '1.2.840.10008.5.1.4.1.2.2.1', information: Buffer.from([1, 1, 1]) }],
    roles: [{ sopClassUid: CT, scu: false, scp: true }],
    userIdentity: {
      kind: 2,
      positiveResponseRequested: true,
      primary: Buffer.from('user'),
      secondary: Buffer.from('passcode'),
    },
  },
};

const read = (pdu: Buffer): ControlPdu => decodePdu(pdu.readUInt8(), pdu.subarray(6));

describe('PDUs of PS3.8 section 9.3', () => {
  const pdus: ControlPdu[] = [
    request,
    {
      ...request,
      type: 'A-ASSOCIATE-AC',
      contexts: [
        { id: 1, result: 0, transferSyntaxUid: '1.2.840.10008.1.2.1' },
        { id: 3, result: 3, transferSyntaxUid: '1.2.840.10008.1.2' },
      ],
    },
    { type: 'A-ASSOCIATE-RJ', result: 1, source: 1, reason: 7 },
    { type: 'A-RELEASE-RQ' },
    { type: 'A-RELEASE-RP' },
    { type: 'A-ABORT', source: 2, reason: 6 },
  ];
  it.each(pdus.map((pdu) => [pdu.type, pdu] as const))('%s comes back as it went', (_, pdu) => {
    expect(read(encodePdu(pdu))).toEqual(pdu);
  });

  it('announces the length that follows', () => {
    const bytes = encodePdu(request);
    expect(bytes.readUInt32BE(2)).toBe(bytes.length - 6);
  });

  it('skips user information that it does not know, common extended negotiation among it', () => {
    const bytes = encodePdu({ ...request, user: { ...request.user, userIdentity: null } });
    const unknown = Buffer.from('57000006000301020304', 'hex');
    // The user information item is the last one: it grows by what is appended.
    const user = bytes.lastIndexOf(Buffer.from([0x50, 0x00]), bytes.length);
    const longer = Buffer.concat([bytes, unknown]);
    longer.writeUInt16BE(longer.readUInt16BE(user + 2) + unknown.length, user + 2);
    expect(read(longer)).toEqual({ ...request, user: { ...request.user, userIdentity: null } });
  });

  it('reads anything at all without harm: as a PDU, or as a breach of the protocol', () => {
    const whole = encodePdu(request).subarray(6);
    const flips = array(
      record({ at: integer({ min: 0, max: whole.length - 1 }), to: integer({ min: 0, max: 255 }) }),
      {
        minLength: 1,
        maxLength: 8,
      },
    );
    assert(
      property(
        constantFrom(1, 2, 3, 7),
        flips,
        boolean(),
        uint8Array({ maxLength: 200 }),
        (type, changes, cut, junk) => {
          const body = cut ? Buffer.from(junk) : Buffer.from(whole);
          if (!cut) for (const { at, to } of changes) body[at] = to;
          try {
            decodePdu(type, body);
          } catch (error) {
            expect(error).toBeInstanceOf(ProtocolBroken);
          }
        },
      ),
    );
  });

  it('says in words why an association was rejected', () => {
    expect(rejectionWords(1, 1, 3)).toBe('permanently, calling AE title not recognized');
    expect(rejectionWords(2, 3, 2)).toBe('for now, local limit exceeded');
  });

  it('refuses to write an AE title that does not fit', () => {
    expect(() => encodePdu({ ...request, calledAeTitle: 'SEVENTEEN-LETTERS' })).toThrow('16 characters');
  });
});
