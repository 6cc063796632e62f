import { buffer } from 'node:stream/consumers';
import { TransferSyntax } from '../dictionary/transfer-syntax';
import { explicit, identity, longElement, tinyImage, wrapped } from '../testing/spec-objects';
import { encodeDataset } from '../write/element-writer';
import { bytesSource, type ByteSource } from './byte-source';
import { DicomObject } from './dicom-object';

/** A source that tells how many bytes were read of it. */
function counted(bytes: Uint8Array): { source: ByteSource; read: () => number } {
  let sum = 0;
  const inner = bytesSource(bytes);
  const read = async (offset: number, length: number): Promise<Uint8Array> => {
    const some = await inner.read(offset, length);
    sum += some.length;
    return some;
  };
  return { source: { ...inner, read }, read: () => sum };
}

const item = (content: Uint8Array, length = content.length): Buffer => {
  const head = Buffer.from('feff00e000000000', 'hex');
  head.writeUInt32LE(length, 4);
  return Buffer.concat([head, content]);
};
const ITEM_END = Buffer.from('feff0de000000000', 'hex');
const SEQUENCE_END = Buffer.from('feffdde000000000', 'hex');
const UNDEFINED = 0xffffffff;

const header = encodeDataset({ ...tinyImage(), PixelData: undefined });
const pixels = (length: number): Buffer => longElement('7FE00010', 'OW', Buffer.alloc(length, 7));

describe('reading a header from a source', () => {
  it('leaves pixel data there, reads little of them, and tells where they lie', async () => {
    const file = wrapped(Buffer.concat([header, pixels(8_000_000)]), explicit);
    const { source, read } = counted(file.subarray(0));
    const object = await DicomObject.read({ ...source, size: file.length });
    const bulk = object.bulk('PixelData');
    expect(object.header).toEqual(DicomObject.parse(file).header);
    expect(object.bytes('PixelData')).toBeUndefined();
    expect(bulk).toEqual({ vr: 'OW', offset: file.length - 8_000_000, length: 8_000_000 });
    expect(read()).toBeLessThan(2_000_000);
  });

  it('holds a lookup table of 65,536 entries, and leaves a longer one', async () => {
    const table = (length: number) => longElement('00281201', 'OW', Buffer.alloc(length, 3));
    const held = wrapped(Buffer.concat([encodeDataset(identity), table(131_072)]), explicit);
    const left = wrapped(Buffer.concat([encodeDataset(identity), table(131_074)]), explicit);
    expect((await DicomObject.read(bytesSource(held))).bytes('00281201')).toHaveLength(131_072);
    const object = await DicomObject.read(bytesSource(left));
    expect(object.bytes('00281201')).toBeUndefined();
    expect(object.toDicomJson({ bulkDataUri: (path) => `/bulk/${path}` })['00281201']).toEqual({
      vr: 'OW',
      BulkDataURI: '/bulk/00281201',
    });
  });

  it('finds bulk values inside sequences, whose lengths are told or not', async () => {
    const wave = longElement('54001010', 'OW', Buffer.alloc(200_000, 5));
    for (const open of [true, false]) {
      const content = open ? Buffer.concat([item(wave, UNDEFINED), ITEM_END, SEQUENCE_END]) : item(wave);
      const sequence = longElement('54000100', 'SQ', content, open ? UNDEFINED : content.length);
      const file = wrapped(Buffer.concat([encodeDataset(identity), sequence]), explicit);
      const object = await DicomObject.read(bytesSource(file));
      const bulk = object.bulkAt('54000100/1/54001010');
      expect(bulk).toMatchObject({ vr: 'OW', length: 200_000 });
      const { offset, length } = bulk!;
      const there = await buffer(bytesSource(file).stream({ start: offset, end: offset + length - 1 }));
      expect(there.equals(Buffer.alloc(200_000, 5))).toBe(true);
      expect(object.attributeAt('54000100/2/54001010')).toBeUndefined();
    }
  });

  it('tells the fragments of encapsulated pixel data', async () => {
    const head = Buffer.from('e07f10004f420000ffffffff', 'hex');
    const offsets = item(Buffer.from(Uint32Array.from([0, 108]).buffer));
    const fragments = [item(Buffer.alloc(100, 1)), item(Buffer.alloc(50, 2))];
    const body = Buffer.concat([header, head, offsets, ...fragments, SEQUENCE_END]);
    const file = wrapped(body, TransferSyntax.JpegBaseline);
    const bulk = (await DicomObject.read(bytesSource(file))).bulk('PixelData');
    expect(bulk?.basicOffsetTable).toEqual([0, 108]);
    expect(bulk?.fragments?.map(({ offset, length }) => [offset, length])).toEqual([
      [0, 100],
      [108, 50],
    ]);
    expect(file[bulk!.fragments![1]!.position]).toBe(2);
    expect(bulk!.offset + bulk!.length).toBe(file.length);
  });

  it.each([
    [
      'pixel data that end early',
      Buffer.concat([header, pixels(500_000)]).subarray(0, -1),
      'dicom.truncated',
    ],
    [
      'an element of 4 GiB',
      Buffer.concat([header, longElement('00091001', 'OB', pixels(8), UNDEFINED - 1)]),
      'dicom.truncated',
    ],
    [
      'a sequence that holds no items',
      Buffer.concat([header, longElement('00081115', 'SQ', Buffer.alloc(16, 65))]),
      'dicom.malformed',
    ],
    ['no data set', Buffer.alloc(0), 'dicom.truncated'],
  ])('refuses %s as it does in memory', async (_, body, code) => {
    const file = wrapped(body, explicit);
    await expect(DicomObject.read(bytesSource(file))).rejects.toMatchObject({ code });
    expect(() => DicomObject.parse(file)).toThrow(expect.objectContaining({ code }));
  });

  it('refuses more text than a header may hold', async () => {
    const text = longElement('00104000', 'UT', Buffer.alloc(40_000, 32));
    const file = wrapped(Buffer.concat([encodeDataset(identity), text]), explicit);
    const reading = DicomObject.read(bytesSource(file), { heldBytes: 30_000 });
    await expect(reading).rejects.toMatchObject({ code: 'dicom.structure-limit' });
  });

  it('reads a sequence of unknown representation as implicit inside (PS3.5 section 6.2.2)', async () => {
    const inner = Buffer.from('08005011040000004142432e', 'hex');
    const content = Buffer.concat([item(inner, UNDEFINED), ITEM_END, SEQUENCE_END]);
    const file = wrapped(
      Buffer.concat([encodeDataset(identity), longElement('00081199', 'UN', content, UNDEFINED)]),
      explicit,
    );
    for (const object of [DicomObject.parse(file), await DicomObject.read(bytesSource(file))])
      expect(object.sequence('00081199')[0]?.string('00081150')).toBe('ABC.');
  });
});
