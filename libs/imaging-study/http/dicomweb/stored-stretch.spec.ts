import { createServer, type Server } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { once } from 'node:events';
import type { Response } from 'express';
import { PIECE_BYTES, PieceBuffers } from './piece-buffers';
import { sendStretch, stretchLength, type StoredStretch } from './stored-stretch';

const file = Buffer.from(
  Uint8Array.from({ length: 3 * PIECE_BYTES + 100 }, (_, i) => (i * 31 + (i >> 9)) & 0xff),
);

describe('a stretch of a stored object', () => {
  let server: Server;
  let stretch: StoredStretch;
  let outcome: Promise<unknown>;
  let endsAt = Infinity;
  const buffers = new PieceBuffers();
  const object = {
    fill: async (target: Uint8Array, offset: number): Promise<void> => {
      if (offset + target.length > endsAt) throw new Error('the object ends inside its pixel data');
      target.set(file.subarray(offset, offset + target.length));
    },
  };

  beforeAll(async () => {
    server = createServer((_, response) => {
      response.setHeader('Content-Length', stretchLength(stretch));
      outcome = sendStretch(response as Response, stretch, buffers).then(
        () => 'done',
        (error: Error) => {
          response.destroy();
          return error.message;
        },
      );
    });
    await once(server.listen(0, '127.0.0.1'), 'listening');
  });
  afterAll(() => server.close());
  beforeEach(() => (endsAt = Infinity));

  const url = (): string => `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const send = async (length: number, around: [number, number], offset = 7): Promise<Buffer> => {
    const [before, after] = around.map((size, index) => Buffer.alloc(size, index === 0 ? 'b' : 'a'));
    stretch = { object, place: { offset, length }, before: before!, after: after! };
    return Buffer.from(await (await fetch(url())).arrayBuffer());
  };

  it.each([
    ['nothing around a byte', 1, [0, 0]],
    ['a frame of a CT slice', 524_288, [120, 46]],
    ['exactly a piece', PIECE_BYTES - 30, [20, 10]],
    ['what comes after in a piece of its own', PIECE_BYTES - 20, [20, 10]],
    ['what comes after across two pieces', PIECE_BYTES - 25, [20, 10]],
    ['several pieces', 3 * PIECE_BYTES - 100, [333, 77]],
  ] as const)('is sent whole: %s', async (_, length, around) => {
    for (let again = 0; again < 2; again += 1) {
      const [before, after] = around;
      const expected = [Buffer.alloc(before, 'b'), file.subarray(7, 7 + length), Buffer.alloc(after, 'a')];
      expect((await send(length, [...around])).equals(Buffer.concat(expected))).toBe(true);
      expect(await outcome).toBe('done');
    }
  });

  it('of which the first piece cannot be read is not begun', async () => {
    endsAt = 100;
    await expect(send(1000, [0, 0])).rejects.toThrow('fetch failed');
    expect(await outcome).toBe('the object ends inside its pixel data');
  });

  it('that ends early breaks the connection off', async () => {
    endsAt = PIECE_BYTES + 100;
    await expect(send(2 * PIECE_BYTES, [0, 0])).rejects.toThrow('terminated');
    expect(await outcome).toBe('the object ends inside its pixel data');
  });

  it('is given up when the client goes away', async () => {
    stretch = {
      object,
      place: { offset: 0, length: 3 * PIECE_BYTES },
      before: Buffer.alloc(0),
      after: Buffer.alloc(0),
    };
    const client = connect(Number(new URL(url()).port), '127.0.0.1');
    client.write('GET / HTTP/1.1\r\nHost: x\r\n\r\n');
    await once(client, 'readable');
    client.destroy();
    expect(await outcome).toBe('done');
  });
});
