import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { array, assert, asyncProperty, integer } from 'fast-check';
import { DataSetTooLarge, ProtocolBroken } from '../dimse-error';
import { CommandField } from './command-field';
import { encodeCommandSet } from './command-set';
import { fragmentsOf, payloadSize } from './fragments';
import { type Message, MessageAssembler } from './message-assembler';

const limits = { commandBytes: 300, identifierBytes: 500, dataSetBytes: 2000, endlessBytes: 5000 };
const store = encodeCommandSet({ commandField: CommandField.cStore, hasDataSet: true, messageId: 1 });
const find = encodeCommandSet({ commandField: CommandField.cFind, hasDataSet: true, messageId: 1 });

function assembler() {
  const messages: Message[] = [];
  const made = new MessageAssembler(limits, (message) => messages.push(message));
  const take = (bytes: Buffer, isCommand: boolean, last: boolean, contextId = 1) =>
    made.take({ kind: 'fragment', contextId, isCommand, last, bytes });
  return { messages, take };
}

describe('messages on their way in', () => {
  it('tells of a C-STORE as soon as its command is there, and passes the data set on', async () => {
    const { messages, take } = assembler();
    take(store.subarray(0, 20), true, false);
    take(store.subarray(20), true, true);
    const stream = messages[0]?.stream;
    take(Buffer.from('abc'), false, false);
    const read = buffer(stream!);
    take(Buffer.from('def'), false, true);
    expect((await read).toString()).toBe('abcdef');
  });

  it('gathers an identifier', () => {
    const { messages, take } = assembler();
    take(find, true, true);
    take(Buffer.from('abc'), false, false);
    expect(messages).toHaveLength(0);
    take(Buffer.from('def'), false, true);
    expect(messages[0]?.dataSet?.toString()).toBe('abcdef');
  });

  it('goes on after a data set that is too large, and tells its reader', async () => {
    const { messages, take } = assembler();
    take(store, true, true);
    const failure = buffer(messages[0]!.stream!).catch((error: unknown) => error);
    for (let piece = 0; piece < 3; piece += 1) take(Buffer.alloc(1000), false, piece === 2);
    expect(await failure).toBeInstanceOf(DataSetTooLarge);
    await messages[0]?.stream?.arrived;
    take(store, true, true);
    expect(messages).toHaveLength(2);
  });

  it('makes the network wait for a slow reader', async () => {
    const many = new MessageAssembler({ ...limits, dataSetBytes: 1e9, endlessBytes: 1e9 }, ({ stream }) => {
      setImmediate(() => stream?.resume());
    });
    many.take({ kind: 'fragment', contextId: 1, isCommand: true, last: true, bytes: store });
    const bytes = Buffer.alloc(300_000);
    const room = many.take({ kind: 'fragment', contextId: 1, isCommand: false, last: false, bytes });
    expect(room).toBeInstanceOf(Promise);
    await room;
  });

  it.each<[string, (take: ReturnType<typeof assembler>['take']) => void]>([
    ['a command set that does not end', (take) => [1, 2].forEach(() => take(Buffer.alloc(200), true, false))],
    ['a data set without a command', (take) => take(Buffer.alloc(2), false, true)],
    ['a command within a data set', (take) => [take(find, true, true), take(find, true, true)]],
    ['messages that are mixed', (take) => [take(find, true, true), take(Buffer.alloc(2), false, false, 3)]],
    [
      'an identifier that does not end',
      (take) => [take(find, true, true), take(Buffer.alloc(501), false, false)],
    ],
    [
      'a data set that does not end',
      (take) => {
        take(store, true, true);
        for (let piece = 0; piece < 6; piece += 1) take(Buffer.alloc(1000), false, false);
      },
    ],
  ])('refuses %s', (_, attack) => {
    expect(() => attack(assembler().take)).toThrow(ProtocolBroken);
  });
});

describe('data sets on their way out', () => {
  it('are cut into full pieces of even length, the last one marked', async () => {
    await assert(
      asyncProperty(array(integer({ min: 0, max: 90 }), { maxLength: 12 }), async (lengths) => {
        let value = 0;
        const chunks = lengths.map((length) =>
          Buffer.from(Array.from({ length }, () => (value += 1) & 0xff)),
        );
        const pieces = [];
        for await (const piece of fragmentsOf(Readable.from(chunks, { objectMode: true }), 32))
          pieces.push(piece);
        expect(Buffer.concat(pieces.flatMap(({ bytes }) => bytes))).toEqual(Buffer.concat(chunks));
        expect(pieces.map(({ last }) => last)).toEqual(pieces.map((_, index) => index === pieces.length - 1));
        expect(pieces.slice(0, -1).every(({ length }) => length === 32)).toBe(true);
      }),
    );
  });

  it.each([
    [0, 131_066],
    [16_384, 16_378],
    [16_383, 16_376],
    [10_000_000, 131_066],
    [1, 2],
  ])('for a maximum length of %i carry %i bytes a PDU', (maximum, payload) => {
    expect(payloadSize(maximum)).toBe(payload);
  });
});
