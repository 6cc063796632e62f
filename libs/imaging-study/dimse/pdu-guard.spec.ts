import { array, assert, integer, property } from 'fast-check';
import { associateRequest, pDataTf, pdu } from '../testing/raw-scu';
import { PduGuard, PduRefused } from './pdu-guard';

const limits = { dataBytes: 1000, controlBytes: 500, commandBytes: 300, messageBytes: 2000 };
const COMMAND = 0x01;
const LAST = 0x02;

describe('the guard of the upper layer protocol', () => {
  it('counts PDUs, however the network cuts them', () => {
    const stream = Buffer.concat([
      associateRequest({}),
      pDataTf(Buffer.alloc(90), COMMAND | LAST),
      pDataTf(Buffer.alloc(700), 0),
      pDataTf(Buffer.alloc(1), LAST),
      pdu(0x05, Buffer.alloc(4)),
    ]);
    assert(
      property(array(integer({ min: 1, max: 400 }), { minLength: 1 }), (cuts) => {
        const guard = new PduGuard(limits);
        let [ended, start, turn] = [0, 0, 0];
        while (start < stream.length) {
          const end = start + (cuts[turn++ % cuts.length] ?? 1);
          ended += guard.follow(stream.subarray(start, end));
          start = end;
        }
        expect(ended).toBe(5);
      }),
    );
  });

  const many = (count: number, control: number) =>
    Buffer.concat(Array.from({ length: count }, () => pDataTf(Buffer.alloc(200), control)));

  it.each([
    ['an unknown PDU type', pdu(0x47, Buffer.alloc(4))],
    ['a control PDU that announces too much', pdu(0x01, Buffer.alloc(0), 501)],
    ['a P-DATA-TF that announces too much', pDataTf(Buffer.alloc(2000), LAST)],
    ['a P-DATA-TF without a value', pdu(0x04, Buffer.alloc(6), 3)],
    ['a command set that does not end', many(2, COMMAND)],
    ['a data set that does not end', many(10, 0)],
  ])('refuses %s', (_, bytes) => {
    expect(() => new PduGuard(limits).follow(bytes)).toThrow(PduRefused);
  });

  it('starts to count anew with each message', () => {
    const guard = new PduGuard(limits);
    let ended = 0;
    for (let message = 0; message < 50; message += 1) {
      ended += guard.follow(pDataTf(Buffer.alloc(200), COMMAND | LAST));
      ended += guard.follow(many(5, 0));
    }
    expect(ended).toBe(300);
  });
});
