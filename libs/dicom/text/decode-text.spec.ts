import { DicomObject } from '../header/dicom-object';
import { explicit, objectOf, tinyImage, wrapped } from '../testing/spec-objects';
import { encodeDataset } from '../write/element-writer';
import { decodeText } from './decode-text';

const hex = (text: string): Uint8Array => Buffer.from(text.replaceAll(/\s/g, ''), 'hex');
const PN = '\\^=';

describe('person names of PS3.5', () => {
  it('annex H.3.1: Japanese in ISO 2022 IR 87', () => {
    const bytes = hex(
      `59616d6164615e5461726f75 3d 1b2442 3b334544 1b2842 5e 1b2442 42404f3a 1b2842
       3d 1b2442 246424 5e2440 1b2842 5e 1b2442 243f246d2426 1b2842`,
    );
    expect(decodeText(bytes, ['', 'ISO 2022 IR 87'], PN)).toBe('Yamada^Tarou=山田^太郎=やまだ^たろう');
  });

  it('annex H.3.2: half-width katakana in ISO 2022 IR 13, kanji in IR 87', () => {
    const bytes = hex(
      'd4cfc0de5ec0dbb3 3d 1b2442 3b334544 1b284a 5e 1b2442 4240 4f3a 1b284a 3d 1b2442 2464245e2440 1b284a 5e 1b2442 243f246d2426 1b284a',
    );
    expect(decodeText(bytes, ['ISO 2022 IR 13', 'ISO 2022 IR 87'], PN)).toBe(
      'ﾔﾏﾀﾞ^ﾀﾛｳ=山田^太郎=やまだ^たろう',
    );
  });

  it('annex I.2: Korean in ISO 2022 IR 149', () => {
    const bytes = hex(
      '486f6e675e47696c646f6e67 3d 1b242943 fbf3 5e 1b242943 d1ceD4d7 3d 1b242943 c8ab 5e 1b242943 b1e6b5bf',
    );
    expect(decodeText(bytes, ['', 'ISO 2022 IR 149'], PN)).toBe('Hong^Gildong=洪^吉洞=홍^길동');
  });

  it('annex J.1: Chinese in UTF-8', () => {
    const bytes = Buffer.from('Wang^XiaoDong=王^小東=');
    expect(decodeText(bytes, ['ISO_IR 192'], PN)).toBe('Wang^XiaoDong=王^小東=');
  });

  it('annex J.3: Chinese in GB18030', () => {
    const bytes = hex('57616e675e5869616f446f6e67 3d cdf5 5e d0a1b6ab 3d');
    expect(decodeText(bytes, ['GB18030'], PN)).toBe('Wang^XiaoDong=王^小东=');
    expect(decodeText(bytes, ['GBK'], PN)).toBe('Wang^XiaoDong=王^小东=');
  });

  it('annex K.2: simplified Chinese in ISO 2022 IR 58', () => {
    const bytes = hex('5a68616e675e5869616f446f6e67 3d 1b242941 d5c5 5e 1b242941 d0a1b6ab 3d');
    expect(decodeText(bytes, ['', 'ISO 2022 IR 58'], PN)).toBe('Zhang^XiaoDong=张^小东=');
  });

  it.each([
    ['ISO_IR 100', '427563 5e 4ae972f46d65', 'Buc^Jérôme'],
    ['ISO_IR 101', 'a3f364bc', 'Łódź'],
    ['ISO_IR 144', 'bbeeda6365dcd17970d3', 'Люкceмбypг'],
    ['ISO_IR 126', 'c4e9efedf5f3e9eff2', 'Διονυσιος'],
    ['ISO_IR 127', 'e2c8c7e6ea', 'قباني'],
    ['ISO_IR 138', 'f9f8e5ef', 'שרון'],
    ['ISO_IR 148', 'dd7374616e62756c', 'İstanbul'],
    ['ISO_IR 166', 'a1d2c3', 'การ'],
    ['ISO_IR 13', 'd4cfc0de', 'ﾔﾏﾀﾞ'],
  ])('single-byte set %s', (term, bytes, name) => {
    expect(decodeText(hex(bytes), [term])).toBe(name);
  });
});

describe('code extension', () => {
  it('a delimiter takes the code elements back to those of the first set', () => {
    // Cyrillic is designated to G1, then `^` makes the byte E9 Latin-1 again.
    const bytes = hex('1b2d4c bb 5e e9');
    expect(decodeText(bytes, ['ISO 2022 IR 100', 'ISO 2022 IR 144'], PN)).toBe('Л^é');
    expect(decodeText(bytes, ['ISO 2022 IR 100', 'ISO 2022 IR 144'], '\\')).toBe('Л^щ');
  });

  it('5C inside a two-byte character is no delimiter', () => {
    // 3F5C in JIS X 0208 is one character whose second byte looks like a backslash.
    expect(decodeText(hex('1b2442 3f5c 1b2842'), ['', 'ISO 2022 IR 87'])).not.toContain('\\');
  });

  it('reads JIS X 0212 of ISO 2022 IR 159', () => {
    expect(decodeText(hex('1b242844 3021 1b2842'), ['', 'ISO 2022 IR 159'])).toBe('丂');
  });

  it('reads a set that the writer forgot to designate again', () => {
    expect(decodeText(hex('1b242943 b1e8 5e c8f1'), ['', 'ISO 2022 IR 149'], PN)).toBe('김^희');
  });

  it.each(['ISO IR 100', 'ISO-IR 100', 'iso_ir_100'])('accepts the misspelt term %s', (term) => {
    expect(decodeText(hex('e9'), [term])).toBe('é');
  });

  it('without a declared set, reads UTF-8 where it is that, Latin-1 otherwise', () => {
    expect(decodeText(Buffer.from('Jérôme'), [])).toBe('Jérôme');
    expect(decodeText(hex('4ae972f46d65'), [])).toBe('Jérôme');
  });
});

describe('in a data set', () => {
  it('splits values after decoding, so that GBK second bytes stay whole', () => {
    const name = hex('d8885c'); // not valid alone: D8 88, then a true backslash
    const body = encodeDataset({ ...tinyImage(), SpecificCharacterSet: 'GBK', OtherPatientNames: name });
    const object = DicomObject.parse(wrapped(body, explicit));
    expect(object.strings('OtherPatientNames')).toHaveLength(2);
  });

  it('writes and reads UTF-8', () => {
    expect(objectOf(tinyImage({ PatientName: '山田^太郎' })).header.patient.patientName).toBe('山田^太郎');
  });

  it('drops empty components and groups at the end of a name', () => {
    expect(objectOf(tinyImage({ PatientName: 'Roe^Jane^^^==' })).header.patient.patientName).toBe('Roe^Jane');
  });
});
