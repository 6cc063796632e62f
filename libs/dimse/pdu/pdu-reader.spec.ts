import { associateRequest, pDataTf, pdu } from '@wetread/testing';
import { array, assert, integer, property } from 'fast-check';
import { ProtocolBroken } from '../dimse-error';
import { type PduEvent, PduReader } from './pdu-reader';

const limits = { dataBytes: 1000, controlBytes: 500 };
const COMMAND = 0x01;
const LAST = 0x02;

const told = (events: readonly PduEvent[]) => {
  const data = events.flatMap((event) => (event.kind === 'fragment' ? [event] : []));
  return {
    controls: events.flatMap((event) => (event.kind === 'control' ? [event.pdu.type] : [])),
    data: Buffer.concat(data.map(({ bytes }) => bytes)),
    lasts: data.filter(({ last }) => last).length,
  };
};

describe('reading the upper layer protocol', () => {
  it('tells the same, however the network cuts it', () => {
    const two = Buffer.concat([
      Buffer.from([0, 0, 0, 5, 1, LAST, 7, 8, 9]),
      Buffer.from([0, 0, 0, 4, 1, 0, 5, 6]),
    ]);
    const stream = Buffer.concat([
      associateRequest({}),
      pDataTf(Buffer.alloc(90, 1), COMMAND | LAST),
      pDataTf(Buffer.alloc(700, 2), 0),
      pDataTf(Buffer.alloc(0), LAST),
      pdu(0x04, two),
      pdu(0x05, Buffer.alloc(4)),
    ]);
    assert(
      property(array(integer({ min: 1, max: 400 }), { minLength: 1 }), (cuts) => {
        const reader = new PduReader(limits);
        const events: PduEvent[] = [];
        for (let start = 0, turn = 0; start < stream.length; turn += 1) {
          const end = start + (cuts[turn % cuts.length] ?? 1);
          events.push(...reader.read(stream.subarray(start, end)));
          start = end;
        }
        expect(told(events)).toEqual({
          controls: ['A-ASSOCIATE-RQ', 'A-RELEASE-RQ'],
          data: Buffer.concat([Buffer.alloc(90, 1), Buffer.alloc(700, 2), Buffer.from([7, 8, 9, 5, 6])]),
          lasts: 3,
        });
        expect([reader.completed, reader.isInside]).toEqual([6, false]);
      }),
    );
  });

  it('gives data out while the PDU is still arriving', () => {
    const reader = new PduReader(limits);
    const events = [...reader.read(pDataTf(Buffer.alloc(900), LAST).subarray(0, 500))];
    expect(events).toMatchObject([{ kind: 'fragment', last: false, bytes: { length: 488 } }]);
    expect(reader.isInside).toBe(true);
  });

  it.each([
    ['an unknown PDU type', pdu(0x47, Buffer.alloc(4))],
    ['a control PDU that announces too much', pdu(0x01, Buffer.alloc(0), 501)],
    ['a P-DATA-TF that announces too much', pDataTf(Buffer.alloc(2000), LAST)],
    ['a P-DATA-TF without a value', pdu(0x04, Buffer.alloc(6), 3)],
    ['a value that is longer than its PDU', pDataTf(Buffer.alloc(20), LAST, 23)],
    ['a value of no length', pDataTf(Buffer.alloc(20), LAST, 1)],
    ['a value whose length leaves half a header', pDataTf(Buffer.alloc(20), LAST, 20)],
  ])('refuses %s', (_, bytes) => {
    expect(() => [...new PduReader(limits).read(bytes)]).toThrow(ProtocolBroken);
  });
});
