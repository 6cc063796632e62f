import * as fc from 'fast-check';
import { ProtocolBroken } from '../dimse-error';
import { decodeCommandSet, encodeCommandSet } from '../message/command-set';
import { decodePdu } from './decode-pdu';
import { encodePdu } from './encode-pdu';
import { APPLICATION_CONTEXT, type ControlPdu } from './pdu';
import { type PduEvent, PduReader } from './pdu-reader';
import type { UserInformation } from './user-information';

const byte = fc.integer({ min: 0, max: 255 });
const word = fc.integer({ min: 0, max: 0xffff });
const uid = fc
  .array(fc.integer({ min: 0, max: 99_999 }), { minLength: 2, maxLength: 9 })
  .map((parts) => `1.2.${parts.join('.')}`);
/** Without spaces at its ends, which are not significant. */
const title = fc
  .string({ unit: fc.constantFrom(...'ABCXYZ019_ -'), minLength: 1, maxLength: 16 })
  .map((text) => text.trim() || 'A');
const secret = fc.uint8Array({ maxLength: 40 }).map((bytes) => Buffer.from(bytes));
const contextId = fc.integer({ min: 0, max: 127 }).map((half) => 2 * half + 1);

const user: fc.Arbitrary<UserInformation> = fc.record({
  maximumLength: fc.integer({ min: 0, max: 0xffffffff }),
  implementationClassUid: uid,
  implementationVersionName: fc.option(title),
  asynchronousOperations: fc.option(fc.record({ invoked: word, performed: word })),
  roles: fc.array(fc.record({ sopClassUid: uid, scu: fc.boolean(), scp: fc.boolean() }), { maxLength: 4 }),
  extended: fc.array(fc.record({ sopClassUid: uid, information: secret }), { maxLength: 3 }),
  userIdentity: fc.option(
    fc.record({
      kind: byte,
      positiveResponseRequested: fc.boolean(),
      primary: secret,
      secondary: secret,
    }),
  ),
});
const common = {
  protocolVersion: word,
  calledAeTitle: title,
  callingAeTitle: title,
  applicationContext: fc.constant(APPLICATION_CONTEXT),
  user,
};
const pdus: fc.Arbitrary<ControlPdu> = fc.oneof(
  fc.record({
    type: fc.constant('A-ASSOCIATE-RQ' as const),
    ...common,
    contexts: fc.array(
      fc.record({
        id: contextId,
        abstractSyntaxUid: uid,
        transferSyntaxUids: fc.array(uid, { maxLength: 5 }),
      }),
      { maxLength: 128 },
    ),
  }),
  fc.record({
    type: fc.constant('A-ASSOCIATE-AC' as const),
    ...common,
    contexts: fc.array(fc.record({ id: contextId, result: byte, transferSyntaxUid: uid }), {
      maxLength: 128,
    }),
  }),
  fc.record({ type: fc.constant('A-ASSOCIATE-RJ' as const), result: byte, source: byte, reason: byte }),
  fc.record({ type: fc.constant('A-ABORT' as const), source: byte, reason: byte }),
  fc.constantFrom<ControlPdu>({ type: 'A-RELEASE-RQ' }, { type: 'A-RELEASE-RP' }),
);

const limits = { dataBytes: 4000, controlBytes: 128 * 1024 };
/** All that a reader tells of a stream, cut into pieces of these lengths. */
function told(stream: Buffer, cuts: readonly number[]): PduEvent[] {
  const reader = new PduReader(limits);
  const events: PduEvent[] = [];
  for (let at = 0, turn = 0; at < stream.length; turn += 1) {
    const end = at + (cuts[turn % cuts.length] ?? 1);
    events.push(...reader.read(stream.subarray(at, end)));
    at = end;
  }
  return events;
}
const onlyBreaches = (work: () => void): void => {
  try {
    work();
  } catch (error) {
    expect(error).toBeInstanceOf(ProtocolBroken);
  }
};
/** Overwrites, cuts off, or repeats a part. */
const damage = fc.record({
  at: fc.nat(),
  bytes: fc.uint8Array({ maxLength: 6 }),
  kind: fc.constantFrom('overwrite' as const, 'cut' as const, 'repeat' as const),
});
type Damage = typeof damage extends fc.Arbitrary<infer T> ? T : never;
function damaged(bytes: Buffer, damages: readonly Damage[]): Buffer {
  let result = Buffer.from(bytes);
  for (const { at, bytes: written, kind } of damages) {
    const place = at % Math.max(1, result.length);
    if (kind === 'overwrite') result.set(written.subarray(0, result.length - place), place);
    else if (kind === 'cut') result = result.subarray(0, place);
    else result = Buffer.concat([result.subarray(0, place), result.subarray(place >> 1)]);
  }
  return result;
}

describe('whatever is sent on an association', () => {
  it('comes back as it went, however the network cuts it', () => {
    fc.assert(
      fc.property(
        fc.array(pdus, { minLength: 1, maxLength: 4 }),
        fc.array(fc.integer({ min: 1, max: 900 }), { minLength: 1, maxLength: 5 }),
        (sent, cuts) => {
          const events = told(Buffer.concat(sent.map(encodePdu)), cuts);
          expect(events).toEqual(sent.map((pdu) => ({ kind: 'control', pdu })));
        },
      ),
    );
  });

  it('is read as what it says or refused as a breach of the protocol, when it is damaged', () => {
    fc.assert(
      fc.property(pdus, fc.array(damage, { minLength: 1, maxLength: 5 }), (pdu, damages) => {
        const bytes = damaged(encodePdu(pdu), damages);
        onlyBreaches(() => told(bytes, [bytes.length || 1]));
        if (bytes.length >= 6) onlyBreaches(() => void decodePdu(bytes.readUInt8(), bytes.subarray(6)));
      }),
      { numRuns: 1000 },
    );
  });

  it('is read or refused when it is no protocol at all', () => {
    const cuts = fc.array(fc.integer({ min: 1, max: 50 }), { minLength: 1, maxLength: 4 });
    const types = fc.constantFrom(1, 2, 3, 4, 5, 6, 7);
    fc.assert(
      fc.property(types, fc.uint8Array({ maxLength: 300 }), cuts, (type, junk, pieces) => {
        onlyBreaches(() => told(Buffer.from([type, ...junk]), pieces));
        // With a length that is true, so that what follows the header is looked at.
        const header = Buffer.from([type, 0, 0, 0, junk.length >> 8, junk.length & 0xff]);
        onlyBreaches(() => told(Buffer.concat([header, junk]), pieces));
      }),
      { numRuns: 2000 },
    );
  });

  it('never makes a reader hold more than the limit of a control PDU', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 0xffffffff }), (announced) => {
        const header = Buffer.from([1, 0, 0, 0, 0, 0]);
        header.writeUInt32BE(announced, 2);
        const read = () => told(header, [6]);
        if (announced > limits.controlBytes) expect(read).toThrow(ProtocolBroken);
        else expect(read()).toEqual([]);
      }),
    );
  });
});

describe('command sets', () => {
  const command = fc.record(
    {
      commandField: word,
      hasDataSet: fc.boolean(),
      affectedSopClassUid: uid,
      messageId: word,
      messageIdBeingRespondedTo: word,
      moveDestination: title,
      priority: word,
      status: word,
      affectedSopInstanceUid: uid,
      attributeIdentifierList: fc.array(fc.integer({ min: 0, max: 0xffffffff }), {
        minLength: 1,
        maxLength: 5,
      }),
      numberOfRemainingSubOperations: word,
      moveOriginatorAeTitle: title,
    },
    { requiredKeys: ['commandField', 'hasDataSet'] },
  );

  it('come back as they went', () => {
    fc.assert(
      fc.property(command, (sent) => {
        expect(decodeCommandSet(encodeCommandSet(sent))).toEqual(sent);
      }),
    );
  });

  it('are read as what they say or refused as a breach of the protocol, when they are damaged', () => {
    fc.assert(
      fc.property(command, fc.array(damage, { minLength: 1, maxLength: 5 }), (sent, damages) => {
        onlyBreaches(() => void decodeCommandSet(damaged(encodeCommandSet(sent), damages)));
      }),
      { numRuns: 1000 },
    );
  });
});
