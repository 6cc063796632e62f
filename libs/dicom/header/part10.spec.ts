import { deflateRawSync, deflateSync } from 'node:zlib';
import { DicomError } from '../dicom-error';
import { SopClass } from '../dictionary/sop-class';
import { TransferSyntax } from '../dictionary/transfer-syntax';
import { explicit, identity, longElement, objectOf, tinyImage, wrapped } from '../testing/spec-objects';
import { encodeDataset } from '../write/element-writer';
import { writePart10 } from '../write/part10-writer';
import { DicomObject, readInstanceHeader } from './dicom-object';

const dataset = encodeDataset({ ...tinyImage(), PatientName: 'Roe^Jane' });

function refusal(bytes: Uint8Array, limits = {}): DicomError {
  try {
    readInstanceHeader(bytes, limits);
  } catch (error) {
    if (error instanceof DicomError) return error;
    throw error;
  }
  throw new Error('the object was accepted');
}

const element = (tag: string, text: string): Buffer => {
  const head = Buffer.from(tag + '00000000', 'hex');
  head.writeUInt32LE(text.length, 4);
  return Buffer.concat([head, Buffer.from(text)]);
};

describe('reading a Part 10 file', () => {
  it('gives the header of an explicit little endian object', () => {
    const header = readInstanceHeader(wrapped(dataset, explicit));
    expect(header).toMatchObject({
      sopInstanceUid: '1.2.3.4',
      studyInstanceUid: '1.2.3',
      transferSyntaxUid: explicit,
      patient: { patientName: 'Roe^Jane', patientId: null },
      instance: { rows: 2, columns: 2, numberOfFrames: 1, hasPixelData: true },
    });
  });

  it.each([deflateRawSync(dataset), deflateSync(dataset)])(
    'inflates a deflated data set, zlib header or not',
    (bytes) => {
      const header = readInstanceHeader(wrapped(bytes, TransferSyntax.DeflatedExplicitVrLittleEndian));
      expect(header.patient.patientName).toBe('Roe^Jane');
    },
  );

  it('reads implicit little endian by the dictionary', () => {
    // (0010,0020) PatientID "AB", (0020,000D), (0020,000E) after the identity of group 0008
    const bytes = Buffer.concat([
      element('08001600', `${identity.SOPClassUID}\0`),
      element('08001800', '1.2.3.4\0'),
      element('10002000', 'AB'),
      element('20000d00', '1.2.3\0'),
      element('20000e00', '1.2.3.1\0'),
    ]);
    const header = readInstanceHeader(wrapped(bytes, TransferSyntax.ImplicitVrLittleEndian));
    expect(header.patient.patientId).toBe('AB');
    expect(header.instance.hasPixelData).toBe(false);
  });

  it('finds the attributes behind an Extended Offset Table', () => {
    const table = longElement('7FE00001', 'OV', new Uint8Array(16));
    const image = longElement('7FE00010', 'OW', new Uint8Array(8));
    const body = encodeDataset({ ...tinyImage(), PixelData: undefined });
    const object = DicomObject.parse(wrapped(Buffer.concat([body, table, image]), explicit));
    expect(object.bytes('PixelData')).toHaveLength(8);
  });

  it('ignores zeros behind the pixel data', () => {
    const object = DicomObject.parse(wrapped(Buffer.concat([dataset, Buffer.alloc(4096)]), explicit));
    expect(object.tags.at(-1)).toBe('7FE00010');
  });

  it('tells dates and times in ISO form, and nothing where they are no date', () => {
    const { study, patient } = objectOf(
      tinyImage({ StudyDate: '20260229', StudyTime: '0915', PatientBirthDate: '19701231' }),
    ).header;
    expect([study.studyDate, study.studyTime, patient.birthDate]).toEqual([null, '09:15:00', '1970-12-31']);
  });
});

describe('refusing what cannot be stored', () => {
  const file = wrapped(dataset, explicit);
  const preamble = (bytes: number[]): Uint8Array =>
    Buffer.concat([Buffer.from(bytes), file.subarray(bytes.length)]);

  it.each<[string, Uint8Array, string, number]>([
    ['an empty file', new Uint8Array(), 'dicom.not-dicom', 0xc000],
    ['a text', Buffer.from('x'.repeat(500)), 'dicom.not-dicom', 0xc000],
    ['a data set without preamble and meta information', dataset, 'dicom.not-dicom', 0xc000],
    ['a Windows program', preamble([0x4d, 0x5a]), 'dicom.executable-preamble', 0xc001],
    ['an ELF program', preamble([0x7f, 0x45, 0x4c, 0x46]), 'dicom.executable-preamble', 0xc001],
    ['a file that ends in its meta information', file.subarray(0, 160), 'dicom.truncated', 0xc010],
    ['a file that ends in its pixels', file.subarray(0, file.length - 3), 'dicom.truncated', 0xc010],
    ['meta information alone', wrapped(new Uint8Array(), explicit), 'dicom.truncated', 0xc010],
  ])('%s', (_, bytes, code, dicomStatus) => {
    expect(refusal(bytes)).toMatchObject({ code, dicomStatus, failureReason: dicomStatus });
  });

  it('keeps a TIFF preamble, which makes a whole-slide image readable by both worlds', () => {
    expect(readInstanceHeader(preamble([0x49, 0x49, 0x2a, 0])).sopInstanceUid).toBe('1.2.3.4');
  });

  it.each(['SOPInstanceUID', 'SOPClassUID', 'StudyInstanceUID', 'SeriesInstanceUID'])(
    'an object without %s',
    (keyword) => {
      const bytes = wrapped(encodeDataset({ ...tinyImage(), [keyword]: null }), explicit);
      expect(refusal(bytes)).toMatchObject({ code: 'dicom.missing-uid', dicomStatus: 0xa900 });
    },
  );

  it.each(['../../etc/passwd', '1.2.3/4', '1..2'])('a UID that is a path or broken: %s', (uid) => {
    const bytes = wrapped(encodeDataset(tinyImage({ StudyInstanceUID: uid })), explicit);
    expect(refusal(bytes)).toMatchObject({ code: 'dicom.malformed-uid', dicomStatus: 0xa900 });
  });

  it('an object whose meta information names another SOP class', () => {
    const bytes = wrapped(encodeDataset(tinyImage({ SOPClassUID: SopClass.CtImageStorage })), explicit);
    expect(refusal(bytes).code).toBe('dicom.sop-class-contradicted');
  });

  it.each(['Rows', 'Columns'])('an image with %s = 0', (keyword) => {
    expect(refusal(writePart10({}, tinyImage({ [keyword]: 0 })))).toMatchObject({
      code: 'dicom.image-size-missing',
      dicomStatus: 0xa902,
    });
  });

  it('an element that announces 4 GiB', () => {
    const lie = longElement('00091001', 'OB', new Uint8Array(8), 0xfffffffe);
    expect(refusal(wrapped(Buffer.concat([dataset, lie]), explicit)).code).toBe('dicom.truncated');
  });

  it.each([
    [TransferSyntax.ImplicitVrLittleEndian, dataset],
    [TransferSyntax.ExplicitVrBigEndian, dataset],
    [TransferSyntax.DeflatedExplicitVrLittleEndian, dataset],
    [TransferSyntax.JpegBaseline, Buffer.from('080016000200000031320800180002000000312e', 'hex')],
  ])('bytes that contradict %s', (uid, bytes) => {
    expect(['dicom.transfer-syntax-contradicted', 'dicom.malformed']).toContain(
      refusal(wrapped(bytes, uid)).code,
    );
  });

  it.each(['defined', 'undefined'])('sequences nested 10,000 deep, lengths %s', (kind) => {
    const known = kind === 'defined';
    // One level is 12 bytes of sequence head, 8 of item head and, without lengths, two delimiters of 8 bytes.
    const heads = Array.from({ length: 10_000 }, (_, depth) => {
      const item = Buffer.from('feff00e0ffffffff', 'hex');
      if (known) item.writeUInt32LE((9_999 - depth) * 20, 4);
      return longElement('00081115', 'SQ', item, known ? (9_999 - depth) * 20 + 8 : 0xffffffff);
    });
    const tails = known ? [] : heads.map(() => Buffer.from('feff0de000000000feffdde000000000', 'hex'));
    const nested = Buffer.concat([...heads, ...tails]);
    const bytes = wrapped(Buffer.concat([encodeDataset(identity), nested]), explicit);
    expect(refusal(bytes)).toMatchObject({ code: 'dicom.structure-limit', status: 'too-large' });
  });

  it('millions of empty items', () => {
    const items = Buffer.alloc(8 * 50_000);
    for (let at = 0; at < items.length; at += 8) items.writeUInt32LE(0xe000fffe, at);
    const bytes = wrapped(
      Buffer.concat([encodeDataset(identity), longElement('00081115', 'SQ', items)]),
      explicit,
    );
    expect(refusal(bytes, { structureReads: 100_000 }).code).toBe('dicom.structure-limit');
  });
});

describe('deflate bombs', () => {
  const deflated = TransferSyntax.DeflatedExplicitVrLittleEndian;

  it('are refused by the ratio long before the absolute limit', () => {
    const bomb = deflateRawSync(Buffer.alloc(80 * 1024 * 1024), { level: 9 });
    expect(refusal(wrapped(bomb, deflated))).toMatchObject({
      code: 'dicom.inflate-limit',
      dicomStatus: 0xa702,
    });
  });

  it('are refused by the absolute limit', () => {
    const bytes = wrapped(deflateRawSync(dataset), deflated);
    expect(refusal(bytes, { inflatedBytes: dataset.length - 1 }).code).toBe('dicom.inflate-limit');
    expect(readInstanceHeader(bytes, { inflatedBytes: dataset.length }).sopInstanceUid).toBe('1.2.3.4');
  });

  it('cut short, are told as truncated', () => {
    const bytes = deflateRawSync(dataset);
    expect(refusal(wrapped(bytes.subarray(0, bytes.length - 20), deflated)).code).toBe('dicom.truncated');
  });
});
