import { deflateRawSync } from 'node:zlib';
import { TransferSyntax } from '../dictionary/transfer-syntax';
import { DicomObject } from '../header/dicom-object';
import {
  compress,
  encapsulated,
  longElement,
  losslessEncoders,
  objectOf,
  tinyImage,
  wrapped,
} from '../testing/spec-objects';
import { encodeDataset } from '../write/element-writer';
import type { NaturalDataset } from '../write/natural-dataset';
import { decodeFrame, frameCount } from './decode-frame';
import { isDecodable } from './frame-recipe';

const values = async (o: DicomObject, frame = 1): Promise<number[]> => [
  ...(await decodeFrame(o, frame)).data,
];
const colour = (changes: NaturalDataset): NaturalDataset =>
  tinyImage({
    SamplesPerPixel: 3,
    PhotometricInterpretation: 'RGB',
    BitsAllocated: 8,
    BitsStored: 8,
    HighBit: 7,
    ...changes,
  });

const big = (tag: string, vr: string, value: Buffer): Buffer => {
  const head = Buffer.alloc(vr === 'OW' ? 12 : 8);
  head.write(tag, 'hex');
  head.write(vr, 4, 'latin1');
  if (vr === 'OW') head.writeUInt32BE(value.length, 8);
  else head.writeUInt16BE(value.length, 6);
  return Buffer.concat([head, value]);
};
const bytes = (...list: number[]): Uint8Array => Uint8Array.from(list);
const frameOf = (value: number): Uint8Array => new Uint8Array(8).fill(value);
const eight = (value: number): number[] => Array.from({ length: 4 }, () => value * 257);

describe('native pixels', () => {
  it('keeps unsigned 16-bit values', async () => {
    const frame = await decodeFrame(
      objectOf(tinyImage({ PixelData: Uint16Array.from([0, 1, 40000, 65535]) })),
      1,
    );
    expect(frame).toMatchObject({
      rows: 2,
      columns: 2,
      bitsAllocated: 16,
      signed: false,
      samplesPerPixel: 1,
    });
    expect([...frame.data]).toEqual([0, 1, 40000, 65535]);
  });

  it('sign-extends 12 stored bits and ignores what lies above them', async () => {
    const image = {
      BitsStored: 12,
      HighBit: 11,
      PixelRepresentation: 1,
      PixelData: Uint16Array.from([0xffff, 0x0800, 0xf7ff, 5]),
    };
    expect(await values(objectOf(tinyImage(image)))).toEqual([-1, -2048, 2047, 5]);
  });

  it('shifts values whose high bit is above the stored ones', async () => {
    const image = { BitsStored: 12, HighBit: 15, PixelData: Uint16Array.from([0xfff0, 0x0010, 0x001f, 0]) };
    expect(await values(objectOf(tinyImage(image)))).toEqual([4095, 1, 1, 0]);
  });

  it('reads signed 8-bit values', async () => {
    const image = {
      BitsAllocated: 8,
      BitsStored: 8,
      HighBit: 7,
      PixelRepresentation: 1,
      PixelData: Uint8Array.from([255, 128, 127, 0]),
    };
    expect(await values(objectOf(tinyImage(image)))).toEqual([-1, -128, 127, 0]);
  });

  it('unpacks 1-bit frames that begin inside a byte', async () => {
    const image = {
      BitsAllocated: 1,
      BitsStored: 1,
      HighBit: 0,
      Rows: 1,
      Columns: 3,
      NumberOfFrames: 2,
      PixelData: Uint8Array.from([0b00_110_101, 0]),
    };
    const o = objectOf(tinyImage(image));
    expect([await values(o, 1), await values(o, 2)]).toEqual([
      [1, 0, 1],
      [0, 1, 1],
    ]);
  });

  it('interleaves colour planes', async () => {
    const o = objectOf(
      colour({
        Rows: 1,
        Columns: 2,
        PlanarConfiguration: 1,
        PixelData: Uint8Array.from([1, 2, 10, 20, 100, 200]),
      }),
    );
    expect(await values(o)).toEqual([1, 10, 100, 2, 20, 200]);
  });

  it('turns YBR_FULL into RGB', async () => {
    const o = objectOf(
      colour({
        Rows: 1,
        Columns: 2,
        PhotometricInterpretation: 'YBR_FULL',
        PixelData: Uint8Array.from([76, 85, 255, 255, 128, 128]),
      }),
    );
    expect(await decodeFrame(o, 1)).toMatchObject({ photometricInterpretation: 'RGB' });
    expect(await values(o)).toEqual([254, 0, 0, 255, 255, 255]);
  });

  it('repeats the chrominance of native YBR_FULL_422', async () => {
    const o = objectOf(
      colour({
        Rows: 1,
        Columns: 2,
        PhotometricInterpretation: 'YBR_FULL_422',
        PixelData: Uint8Array.from([50, 200, 128, 128]),
      }),
    );
    expect(await values(o)).toEqual([50, 50, 50, 200, 200, 200]);
  });

  it('undoes the word swap of big endian 8-bit pixels in OW', async () => {
    const us = (tag: string, value: number): Buffer =>
      big(tag, 'US', Buffer.from([value >> 8, value & 0xff]));
    const body = Buffer.concat([
      us('00280002', 1),
      us('00280010', 1),
      us('00280011', 4),
      us('00280100', 8),
      us('00280101', 8),
      us('00280102', 7),
      us('00280103', 0),
      big('7fe00010', 'OW', Buffer.from([2, 1, 4, 3])),
    ]);
    const o = DicomObject.parse(wrapped(body, TransferSyntax.ExplicitVrBigEndian));
    expect(await values(o)).toEqual([1, 2, 3, 4]);
  });
});

describe('encapsulated pixels', () => {
  const raw = TransferSyntax.EncapsulatedUncompressed;

  it.each<[string, Uint8Array[], number[]]>([
    ['one fragment a frame and no offset table', [frameOf(1), frameOf(2)], []],
    ['an empty fragment at the end', [frameOf(1), frameOf(2), bytes()], []],
    [
      'an offset table and split frames',
      [frameOf(1), frameOf(2).subarray(0, 4), frameOf(2).subarray(4)],
      [0, 16],
    ],
  ])('finds frames by %s', async (_, fragments, offsets) => {
    const o = encapsulated(raw, { NumberOfFrames: 2 }, fragments, offsets);
    expect([await values(o, 1), await values(o, 2)]).toEqual([eight(1), eight(2)]);
  });

  it('inflates frames of Deflated Image Frame Compression, and refuses a bomb among them', async () => {
    const deflated = TransferSyntax.DeflatedImageFrame;
    expect(await values(encapsulated(deflated, {}, [deflateRawSync(frameOf(3))]))).toEqual(eight(3));
    const bomb = encapsulated(deflated, {}, [deflateRawSync(Buffer.alloc(1_000_000))]);
    await expect(decodeFrame(bomb, 1)).rejects.toMatchObject({ code: 'dicom.inflate-limit' });
  });

  it('decodes RLE', async () => {
    // Header of 16 words: two segments (high bytes, low bytes) at 64 and 66; each repeats one byte four times.
    const head = Buffer.alloc(64);
    [2, 64, 66].forEach((word, index) => head.writeUInt32LE(word, index * 4));
    const o = encapsulated(TransferSyntax.RleLossless, {}, [Buffer.concat([head, bytes(0xfd, 1, 0xfd, 2)])]);
    expect(await values(o)).toEqual([258, 258, 258, 258]);
  });

  it.each<[string, string, Uint8Array[], number[], NaturalDataset]>([
    ['an RLE frame without its header', TransferSyntax.RleLossless, [bytes(1, 2, 3, 4)], [], {}],
    ['a JPEG frame that is none', TransferSyntax.JpegBaseline, [bytes(1, 2, 3, 4)], [], {}],
    [
      'a JPEG frame of another size',
      TransferSyntax.JpegBaseline,
      [Buffer.from('ffd8ffc0000b08006400640101110000ffd9', 'hex')],
      [],
      { BitsAllocated: 8, BitsStored: 8, HighBit: 7 },
    ],
    [
      'a JPEG frame without its end',
      TransferSyntax.JpegBaseline,
      [Buffer.from('ffd8ffc0000b080002000201011100ffda0008010100003f0011', 'hex')],
      [],
      { BitsAllocated: 8, BitsStored: 8, HighBit: 7 },
    ],
    ['an offset table that points nowhere', raw, [frameOf(1), frameOf(2)], [0, 5], { NumberOfFrames: 2 }],
    ['fewer fragments than frames', raw, [frameOf(1), frameOf(2)], [], { NumberOfFrames: 3 }],
    ['a frame that is too short', raw, [bytes(1, 2)], [], {}],
  ])('calls %s damaged', async (_, uid, fragments, offsets, dataset) => {
    const o = encapsulated(uid, dataset, fragments, offsets);
    await expect(decodeFrame(o, 1)).rejects.toMatchObject({
      code: 'dicom.pixel-data-damaged',
      dicomStatus: 0xc022,
    });
  });

  it('decodes the next frame after one that broke the codec', async () => {
    const broken = encapsulated(TransferSyntax.RleLossless, {}, [bytes(1, 2, 3, 4)]);
    await expect(decodeFrame(broken, 1)).rejects.toMatchObject({ code: 'dicom.pixel-data-damaged' });
    const head = Buffer.alloc(64);
    [2, 64, 66].forEach((word, index) => head.writeUInt32LE(word, index * 4));
    const whole = encapsulated(TransferSyntax.RleLossless, {}, [
      Buffer.concat([head, bytes(0xfd, 0, 0xfd, 9)]),
    ]);
    expect(await values(whole)).toEqual([9, 9, 9, 9]);
  });
});

describe('compressed pixels', () => {
  const gradient = Uint16Array.from({ length: 32 * 16 }, (_, i) => (i * 977) % 65536);
  const size = { Rows: 16, Columns: 32 };

  it.each(losslessEncoders)('come back from %s as they were', async (uid, encoder) => {
    const o = encapsulated(uid, size, [await compress(encoder, gradient)]);
    expect(await values(o)).toEqual([...gradient]);
  });

  it.each(losslessEncoders.slice(1))('of another size than %s says are damaged', async (uid, encoder) => {
    const o = encapsulated(uid, { Rows: 8, Columns: 64 }, [await compress(encoder, gradient)]);
    await expect(decodeFrame(o, 1)).rejects.toMatchObject({ code: 'dicom.pixel-data-damaged' });
  });

  it.each(losslessEncoders.slice(1))('cut short in %s are damaged, not half grey', async (uid, encoder) => {
    const whole = await compress(encoder, gradient);
    const o = encapsulated(uid, size, [whole.subarray(0, whole.length >> 1)]);
    await expect(decodeFrame(o, 1)).rejects.toMatchObject({ code: 'dicom.pixel-data-damaged' });
  });
});

describe('what has no picture', () => {
  it.each(['1.2.840.10008.1.2.4.102', '1.2.840.10008.1.2.4.110', '1.2.999'])(
    'names transfer syntax %s',
    async (uid) => {
      const o = encapsulated(uid, {}, [new Uint8Array(8)]);
      expect(isDecodable(uid)).toBe(false);
      await expect(decodeFrame(o, 1)).rejects.toMatchObject({
        code: 'dicom.unsupported-transfer-syntax',
        transferSyntaxUid: uid,
        message: expect.stringContaining(uid),
      });
    },
  );

  it('says so when there is no pixel data, or no such frame', async () => {
    const report = objectOf({ ...tinyImage(), PixelData: undefined });
    expect(frameCount(report)).toBe(0);
    await expect(decodeFrame(report, 1)).rejects.toMatchObject({ code: 'dicom.pixel-data-missing' });
    for (const frame of [0, 2, 1.5])
      await expect(decodeFrame(objectOf(tinyImage()), frame)).rejects.toMatchObject({
        code: 'dicom.pixel-data-missing',
      });
  });

  it.each<[string, NaturalDataset]>([
    ['fewer bytes than rows and columns ask for', { Rows: 3 }],
    ['more bits stored than allocated', { BitsStored: 17 }],
    ['three samples in one grey', { SamplesPerPixel: 3 }],
    ['a palette that is not there', { PhotometricInterpretation: 'PALETTE COLOR' }],
  ])('calls %s damaged', async (_, changes) => {
    await expect(decodeFrame(objectOf(tinyImage(changes)), 1)).rejects.toMatchObject({
      code: 'dicom.pixel-data-damaged',
    });
  });

  it.each<[string, NaturalDataset]>([
    ['12 bits allocated', { BitsAllocated: 12, BitsStored: 12, HighBit: 11 }],
    ['CMYK', { PhotometricInterpretation: 'CMYK' }],
    ['a frame of 65535 x 65535', { Rows: 65535, Columns: 65535 }],
  ])('names %s as unsupported', async (_, changes) => {
    await expect(decodeFrame(objectOf(tinyImage(changes)), 1)).rejects.toMatchObject({
      code: 'dicom.unsupported-pixel-format',
    });
  });

  it('reads nothing behind an element it does not know', () => {
    const body = Buffer.concat([
      encodeDataset(tinyImage()),
      longElement('7FE10010', 'UN', new Uint8Array(4)),
    ]);
    expect(DicomObject.parse(wrapped(body, TransferSyntax.ExplicitVrLittleEndian)).tags.at(-1)).toBe(
      '7FE10010',
    );
  });
});
