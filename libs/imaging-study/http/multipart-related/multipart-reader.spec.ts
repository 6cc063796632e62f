import type { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { array, assert, asyncProperty, integer, uint8Array } from 'fast-check';
import { readParts } from './multipart-reader';

const limits = { totalBytes: 100_000, parts: 10 };

interface ReadPart {
  number: number;
  headers: ReadonlyMap<string, string>;
  body: Buffer;
}

async function* cut(bytes: Buffer, size: number): AsyncGenerator<Buffer> {
  for (let start = 0; start < bytes.length; start += size) yield bytes.subarray(start, start + size);
}

async function partsOf(
  body: Buffer | string,
  size = 7,
  some: Partial<typeof limits> = {},
): Promise<ReadPart[]> {
  const parts: ReadPart[] = [];
  for await (const part of readParts(cut(Buffer.from(body as Buffer), size), 'b0', { ...limits, ...some })) {
    parts.push({ ...part, body: await buffer(part.body) });
  }
  return parts;
}

const message = (...bodies: (string | Buffer)[]): Buffer =>
  Buffer.concat([
    ...bodies.flatMap((body) => [
      Buffer.from('\r\n--b0\r\nContent-Type: application/dicom\r\n\r\n'),
      Buffer.from(body as Buffer),
    ]),
    Buffer.from('\r\n--b0--\r\n'),
  ]);

describe('a multipart/related body', () => {
  it('gives each part its headers and exactly its bytes, wherever the network cuts it', async () => {
    const bodies = array(uint8Array({ maxLength: 200 }), { minLength: 1, maxLength: 5 });
    await assert(
      asyncProperty(bodies, integer({ min: 1, max: 90 }), async (sent, size) => {
        const parts = await partsOf(message(...sent.map((body) => Buffer.from(body))), size);
        expect(parts.map((part) => part.body)).toEqual(sent.map((body) => Buffer.from(body)));
        expect(parts[0]?.headers.get('content-type')).toBe('application/dicom');
      }),
    );
  });

  it('keeps line breaks and dashes that belong to the object', async () => {
    const [part] = await partsOf(message('\r\n--b\r\n--\r\n\r\n'));
    expect(part?.body.toString()).toBe('\r\n--b\r\n--\r\n\r\n');
  });

  it('takes a body without preamble, with preamble, and with an epilogue', async () => {
    const bare = message('x').subarray(2);
    expect(await partsOf(bare)).toHaveLength(1);
    expect(
      await partsOf(Buffer.concat([Buffer.from('preamble'), message('x'), Buffer.from('end')])),
    ).toHaveLength(1);
  });

  it('takes a part without headers and white space behind the boundary', async () => {
    const [part] = await partsOf('--b0 \t\r\n\r\nbytes\r\n--b0--');
    expect(part).toMatchObject({ number: 1, body: Buffer.from('bytes') });
  });

  it('skips what nobody has read of a part, and goes on with the next', async () => {
    const firsts: string[] = [];
    const parts = readParts(cut(message('a'.repeat(1001), 'b', 'c'.repeat(1000)), 64), 'b0', limits);
    for await (const { number, body } of parts) {
      if (number === 2) continue;
      for await (const piece of body) {
        firsts.push(String(piece)[0] ?? '');
        break;
      }
    }
    expect(firsts).toEqual(['a', 'c']);
  });

  it('fails in the part that is cut off, after its first bytes', async () => {
    const pieces: Buffer[] = [];
    const reading = (async () => {
      for await (const { body } of readParts(
        cut(message('x'.repeat(500)).subarray(0, 400), 64),
        'b0',
        limits,
      ))
        for await (const piece of body) pieces.push(piece as Buffer);
    })();
    await expect(reading).rejects.toMatchObject({ code: 'multipart.truncated' });
    expect(Buffer.concat(pieces).length).toBeGreaterThan(200);
  });

  it.each([
    ['a truncated body', message('abc').subarray(0, -7), 'multipart.truncated'],
    ['an empty body', Buffer.alloc(0), 'multipart.truncated'],
    ['garbage', Buffer.from('garbage'.repeat(50)), 'multipart.truncated'],
    ['a boundary line that goes on', Buffer.from('--b0rest\r\n\r\n'), 'multipart.malformed'],
    ['a header that never ends', Buffer.from(`--b0\r\n${'a'.repeat(20_000)}`), 'multipart.malformed'],
    ['a header without a name', Buffer.from('--b0\r\nnothing\r\n\r\nx\r\n--b0--'), 'multipart.malformed'],
  ])('refuses %s', async (_, body, code) => {
    await expect(partsOf(body, 1024)).rejects.toMatchObject({ code });
  });

  it('refuses more parts and more bytes than allowed', async () => {
    const eleven = message(...Array.from({ length: 11 }, () => 'x'));
    await expect(partsOf(eleven)).rejects.toMatchObject({ code: 'multipart.too-many-parts' });
    await expect(partsOf(eleven, 7, { totalBytes: 100 })).rejects.toMatchObject({
      code: 'multipart.upload-too-large',
    });
  });

  it.each([7, 100, 1000])('gives what came whole within the limit, in pieces of %i bytes', async (size) => {
    const body = message('first'.repeat(20), 'second'.repeat(20));
    const given: string[] = [];
    const reading = (async () => {
      for await (const part of readParts(cut(body, size), 'b0', { totalBytes: 170, parts: 10 })) {
        given.push((await buffer(part.body)).toString());
      }
    })();
    await expect(reading).rejects.toMatchObject({ code: 'multipart.upload-too-large' });
    expect(given).toEqual(['first'.repeat(20)]);
  });

  it('takes a boundary that is longer than a writer may make it, as Orthanc does', async () => {
    const boundary = '-'.repeat(200);
    const parts = readParts(
      cut(Buffer.from(`--${boundary}\r\n\r\nx\r\n--${boundary}--`), 7),
      boundary,
      limits,
    );
    const { value } = (await parts.next()) as IteratorYieldResult<{ body: Readable }>;
    expect((await buffer(value.body)).toString()).toBe('x');
  });

  it.each(['', 'x'.repeat(201), 'line\nbreak'])('refuses the boundary %j', async (boundary) => {
    const parts = readParts(cut(Buffer.from('x'), 1), boundary, limits);
    await expect(parts.next()).rejects.toMatchObject({ code: 'multipart.malformed' });
  });
});
