import * as fc from 'fast-check';
import { DomainError } from '@wetread/kernel';
import { readAcknowledgement } from '../acknowledgement/acknowledgement';
import { Hl7Message, type MessageHeader, repeat, segment } from '../index';
import { FrameReader } from '../mllp/frame-reader';

const header: MessageHeader = {
  sendingApplication: 'RIS',
  sendingFacility: 'HOSPITAL',
  receivingApplication: 'WETREAD',
  receivingFacility: 'RADIOLOGY',
  at: new Date('2026-11-28T01:02:03Z'),
  type: ['ORU', 'R01', 'ORU_R01'],
  controlId: 'C1',
};
/** Any text with every delimiter in it, and what MLLP, lines and escapes live on. CR alone is read as a line break. */
const letter = fc.oneof(
  fc.constantFrom(...'|^~\\&#.\n\u000b\u001c\t"', '\\F\\', '\\X0B\\', '\\.br\\', 'ä', 'Ł', '山', '🫁'),
  fc.string({ unit: 'binary', maxLength: 2 }).filter((text) => !/[\0\r]/.test(text)),
);
const text = fc.array(letter, { maxLength: 12 }).map((letters) => letters.join(''));
const component = fc.oneof(text, fc.array(text, { minLength: 1, maxLength: 3 }));
const repetition = fc.array(component, { minLength: 1, maxLength: 4 });
const field = fc.array(repetition, { minLength: 1, maxLength: 3 });
const fields = fc.array(field, { minLength: 1, maxLength: 5 });
const segments = fc.array(fc.record({ name: fc.constantFrom('PID', 'OBX', 'ZX1'), fields }), {
  maxLength: 4,
});

/** Every part of a message by its place, as far as the message says something there. */
function parts(message: Hl7Message): string[][][][] {
  return message.segments
    .slice(1)
    .map((one) =>
      one.fields.map((_, index) =>
        one
          .repetitions(index + 1)
          .map((value) =>
            [1, 2, 3, 4].map((number) => [1, 2, 3].map((sub) => value.part(number, sub)).join('\u0001')),
          ),
      ),
    );
}
const isTyped = (work: () => unknown): void => {
  try {
    work();
  } catch (error) {
    expect(error).toBeInstanceOf(DomainError);
    expect((error as DomainError).code).toMatch(/^hl7\./);
  }
};

describe('any message', () => {
  it('is read as it was built: every field, repetition, component and sub-component', () => {
    fc.assert(
      fc.property(segments, (made) => {
        const contents = made.map(({ name, fields: values }) =>
          segment(name, Object.fromEntries(values.map((value, index) => [index + 1, repeat(...value)]))),
        );
        const built = Hl7Message.build(header, contents);
        const read = Hl7Message.parse(built.toBytes());
        expect(parts(read)).toEqual(parts(built));
        for (const [at, { fields: values }] of made.entries())
          for (const [number, value] of values.entries()) {
            const told = read.segments[at + 1]?.repetitions(number + 1) ?? [];
            for (const [turn, one] of value.entries())
              for (const [place, content] of one.entries())
                for (const [sub, words] of [content].flat().entries())
                  expect(told[turn]?.part(place + 1, sub + 1) ?? '').toBe(words);
          }
        expect(read.toBytes()).toEqual(built.toBytes());
      }),
    );
  });

  it('fits a block: no text puts a byte of the framing into it', () => {
    fc.assert(
      fc.property(text, (words) => {
        const bytes = Hl7Message.build(header, [segment('OBX', { 5: words })]).toBytes();
        expect(bytes.includes(0x0b) || bytes.includes(0x1c)).toBe(false);
      }),
    );
  });
});

describe('whatever comes over MLLP', () => {
  const sound = Hl7Message.build(header, [
    segment('PID', { 3: repeat(['1', '', '', 'H'], ['2', '', '', 'G']), 5: ['DOE', 'JANE'] }),
    segment('OBX', { 2: 'TX', 5: 'all \\ well' }),
  ]).toBytes();
  const changes = fc.array(fc.record({ at: fc.nat(sound.length - 1), to: fc.nat(255) }), {
    minLength: 1,
    maxLength: 8,
  });
  const bytes = fc.oneof(
    fc.uint8Array({ maxLength: 200 }).map((junk) => Buffer.from(junk)),
    fc.uint8Array({ maxLength: 200 }).map((junk) => Buffer.concat([Buffer.from('MSH|^~\\&|'), junk])),
    changes.map((all) => {
      const changed = Buffer.from(sound);
      for (const { at, to } of all) changed[at] = to;
      return changed;
    }),
    fc.nat(sound.length).map((length) => sound.subarray(0, length)),
    fc
      .constantFrom('8859/1', '8859/15', 'UNICODE UTF-8', 'GB 18030-2000', 'BIG-5', 'KS X 1001', '~ISO IR87')
      .chain((set) =>
        fc
          .uint8Array({ maxLength: 60 })
          .map((junk) =>
            Buffer.concat([Buffer.from(`MSH|^~\\&|||||||||||2.5${'|'.repeat(6)}${set}\rOBX|`), junk]),
          ),
      ),
  );

  it('is read, field by field, or refused by an error that has a name', () => {
    fc.assert(
      fc.property(bytes, (some) => {
        isTyped(() => {
          const message = Hl7Message.parse(some);
          parts(message);
          return [message.controlId, message.type, message.toString(), message.field('PID-3[2].4.1')];
        });
        isTyped(() => readAcknowledgement(Hl7Message.parse(some)));
        Hl7Message.parseHeader(some)?.field('MSH-10');
      }),
      { numRuns: 3000 },
    );
  });

  it('is cut into blocks that are never longer than allowed', () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 80 }), { maxLength: 8 }), (chunks) => {
        const reader = new FrameReader(50);
        const heads = [0x0b, 0x1c, 0x0d];
        for (const [index, chunk] of chunks.entries()) {
          const framing = Buffer.from([heads[index % heads.length] ?? 0]);
          for (const block of reader.read(Buffer.concat([framing, chunk]))) {
            if (typeof block === 'string') return;
            expect(block.length).toBeLessThanOrEqual(50);
          }
        }
      }),
    );
  });
});
