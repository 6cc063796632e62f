import * as fc from 'fast-check';
import { framed, FrameReader } from './frame-reader';

const read = (limit: number, ...chunks: Buffer[]) => {
  const reader = new FrameReader(limit);
  return chunks.flatMap((chunk) => [...reader.read(chunk)]);
};

describe('MLLP blocks', () => {
  it('come out whole, however the bytes are split', () => {
    const content = fc.uint8Array({ maxLength: 30 }).map((bytes) => bytes.map((byte) => byte | 0x20));
    fc.assert(
      fc.property(fc.array(content, { maxLength: 4 }), fc.array(fc.nat(150)), (messages, cuts) => {
        const stream = Buffer.concat(messages.map(framed));
        const places = [0, ...cuts.filter((cut) => cut < stream.length).sort((a, b) => a - b), stream.length];
        const chunks = places.slice(1).map((end, index) => stream.subarray(places[index], end));
        expect(read(1000, ...chunks)).toEqual(messages.map((message) => Buffer.from(message)));
      }),
    );
  });

  it.each([
    ['without the last CR', '\x0ba\x1c\x0bb\x1c', ['a', 'b']],
    ['with line ends between them', '\r\n\x0ba\x1c\r\r\n\x0bb\x1c\r', ['a', 'b']],
    ['not ended', '\x0ba', []],
    ['begun by something else', '\x02a\x1c\r', ['outside-block']],
    ['without a beginning', 'MSH|\x1c\r', ['outside-block']],
    ['within another', '\x0ba\x0bb\x1c\r', ['nested-block']],
    ['after a fault are not read', '\x0ba\x1c\rx\x0bb\x1c\r', ['a', 'outside-block']],
    ['above the limit', '\x0babcdef\x1c\r', ['too-large']],
  ])('%s', (_, bytes, expected) => {
    expect(read(5, Buffer.from(bytes, 'latin1')).map(String)).toEqual(expected);
  });

  it('are refused as soon as the limit is passed, not at their end', () => {
    expect(read(5, Buffer.from('\x0babc'), Buffer.from('def'))).toEqual(['too-large']);
  });
});
