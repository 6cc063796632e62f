import * as fc from 'fast-check';
import { Hl7Message, repeat, segment, type MessageHeader } from '../index';

const header: MessageHeader = {
  sendingApplication: 'RIS',
  sendingFacility: ['HOSPITAL', '1.2.3', 'ISO'],
  receivingApplication: 'WETREAD',
  receivingFacility: 'RADIOLOGY',
  at: new Date('2026-11-28T01:02:03.999Z'),
  type: ['ADT', 'A08', 'ADT_A01'],
  controlId: 'C1',
};
const parse = (...lines: string[]) => Hl7Message.parse(Buffer.from(lines.join('\r')));
const MSH = 'MSH|^~\\&|RIS|HOSP|US|RAD|20261128||ADT^A08|1|P|2.5.1';

describe('a message', () => {
  it('gives values by path: fields, repetitions, components, sub-components, occurrences', () => {
    const message = parse(
      MSH,
      'PID|1||123^^^HOSP&1.2.3&ISO^MR~456^^^OTHER||DOE^JANE',
      'OBX|1|TX|||a',
      'OBX|2|TX|||b|||',
      'ZXY|own',
    );
    const paths = ['PID-3.1', 'PID-3[2].1', 'PID-3.4.2', 'PID-3[2].4', 'PID-3[3].1', 'PID-5', 'PID-99.1'];
    expect(paths.map((path) => message.field(path))).toEqual([
      '123',
      '456',
      '1.2.3',
      'OTHER',
      '',
      'DOE^JANE',
      '',
    ]);
    expect(message.field('OBX[2]-5')).toBe('b');
    expect(message.all('OBX').map((one) => one.field('5'))).toEqual(['a', 'b']);
    expect([message.field('MSH-1'), message.field('MSH-2'), message.field('MSH-9.2')]).toEqual([
      '|',
      '^~\\&',
      'A08',
    ]);
    expect(message.type).toBe('ADT^A08');
  });

  it('obeys the delimiters that its header declares', () => {
    const message = parse('MSH$:;!@$RIS$HOSP$$$20261128$$ADT:A08$1$P$2.3', 'PID$1$$12:::H@9;34$$D!S!OE:J');
    expect([message.field('PID-3.4.2'), message.field('PID-3[2].1'), message.field('PID-5.1')]).toEqual([
      '9',
      '34',
      'D:OE',
    ]);
  });

  it('is built as the standard writes it', () => {
    const built = Hl7Message.build(header, [
      segment('PID', { 1: '1', 3: repeat(['1', '', '', ['H', '9']], '2'), 5: ['DOE', null, ''], 8: null }),
    ]);
    expect(built.toString()).toBe(
      'MSH|^~\\&|RIS|HOSPITAL^1.2.3^ISO|WETREAD|RADIOLOGY|20261128010203+0000||ADT^A08^ADT_A01|C1|P|2.5.1||||||UNICODE UTF-8\r' +
        'PID|1||1^^^H&9~2||DOE\r',
    );
  });

  it('comes back from its bytes as it was, whatever the text holds', () => {
    const text = fc.string({ unit: 'binary', maxLength: 40 });
    fc.assert(
      fc.property(text, text, text, (a, b, c) => {
        const built = Hl7Message.build(header, [
          segment('OBX', { 2: 'x', 5: repeat(['-', [a, b]], ['+', c]) }),
        ]);
        const read = Hl7Message.parse(built.toBytes());
        const lineBreaks = (one: string) => one.replace(/\r\n?/g, '\n').replaceAll('\0', '');
        expect([read.field('OBX-5.2.1'), read.field('OBX-5.2.2'), read.field('OBX-5[2].2')]).toEqual(
          [a, b, c].map(lineBreaks),
        );
      }),
    );
  });
});

describe('escape sequences', () => {
  it.each([
    ['M\\F\\x\\S\\\\T\\\\R\\\\E\\', 'M|x^&~\\'],
    ['a\\.br\\b\\.sp2\\c\\.in+4\\d\\.ce\\e', 'a\nb\n\ncd\ne'],
    ['\\H\\loud\\N\\ \\Zown\\', 'loud '],
    ['\\XC3A9\\', 'é'],
    ['\\E\\F\\E\\', '\\F\\'],
    ['C:\\scans\\new and \\\\server', 'C:\\scans\\new and \\\\server'],
    ['open \\F', 'open \\F'],
    ['\\.sp999999999\\', '\n'.repeat(100)],
  ])('%s', (escaped, plain) => {
    expect(parse(`${MSH}||||||UNICODE UTF-8`, `OBX||||${escaped}|`).field('OBX-4')).toBe(plain);
  });
});

describe('character sets', () => {
  const inSet = (name: string, bytes: number[]) =>
    Hl7Message.parse(Buffer.concat([Buffer.from(`${MSH}||||||${name}\rPID|||||`), Buffer.from(bytes)]));

  it.each([
    ['UNICODE UTF-8', [0xc5, 0x81], 'Ł'],
    ['8859/1', [0xd6], 'Ö'],
    ['8859/2', [0xa3], 'Ł'],
    ['8859/15', [0xa4], '€'],
    ['GB 18030-2000', [0xcd, 0xf5], '王'],
    ['8859/1~UNICODE UTF-8', [0xd6], 'Ö'],
    // 0x7C and 0x5C as second bytes are no delimiters.
    ['BIG-5', [0xb3, 0x5c], '許'],
    ['~ISO IR87', [0x1b, 0x24, 0x42, 0x3b, 0x33, 0x1b, 0x28, 0x42], '山'],
    // What senders do without MSH-18.
    ['', [0xc5, 0x81], 'Ł'],
    ['', [0xd6], 'Ö'],
    ['ASCII', [0xd6], 'Ö'],
  ])('%s', (name, bytes, text) => expect(inSet(name, bytes).field('PID-5')).toBe(text));

  it('refuses bytes that the declared set does not have, and sets that it does not know', () => {
    expect(() => inSet('UNICODE UTF-8', [0xd6])).toThrow(
      expect.objectContaining({ code: 'hl7.text-invalid' }),
    );
    expect(() => inSet('UNICODE UTF-16', [])).toThrow(
      expect.objectContaining({ code: 'hl7.character-set-unsupported' }),
    );
  });

  it('never sends a question mark for a letter that the set lacks', () => {
    const built = Hl7Message.build({ ...header, characterSet: '8859/1' }, [segment('PID', { 5: 'Łucja' })]);
    expect(() => built.toBytes()).toThrow(expect.objectContaining({ code: 'hl7.text-unencodable' }));
  });
});

describe('what is no message', () => {
  it.each([
    ['nothing', ''],
    ['another first segment', 'PID|1'],
    ['a header without delimiters', 'MSH'],
    ['delimiters that are letters', 'MSHabcde'],
    ['one delimiter twice', 'MSH|^^\\&|'],
    ['UTF-16', 'M\0S\0H\0|\0'],
    ['a batch', 'BHS|^~\\&|'],
    ['two messages in one', `${MSH}\r${MSH}`],
    ['a line that is no segment', `${MSH}\rand so on`],
  ])('%s', (_, text) => {
    expect(() => parse(text)).toThrow(expect.objectContaining({ code: 'hl7.unreadable' }));
  });

  it('is refused or read, never worse, whatever the bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 60 }), fc.boolean(), (bytes, hasHeader) => {
        const input = hasHeader ? Buffer.concat([Buffer.from('MSH|^~\\&|'), bytes]) : Buffer.from(bytes);
        try {
          expect(Hl7Message.parse(input).field('MSH-1')).not.toBe('');
        } catch (error) {
          expect((error as { code?: string }).code).toMatch(/^hl7\./);
        }
      }),
    );
  });
});
