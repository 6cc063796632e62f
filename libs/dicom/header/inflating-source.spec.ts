import { deflateRawSync, deflateSync } from 'node:zlib';
import { TransferSyntax } from '../dictionary/transfer-syntax';
import { encodeDataset } from '../write/element-writer';
import { readStoredFrame } from '../stored/stored-frame';
import { tinyImage, wrapped } from '../testing/spec-objects';
import { type ByteSource, bytesSource } from './byte-source';
import { DicomObject } from './dicom-object';
import { InflatingSource, measureInflation } from './inflating-source';
import { defaultReadLimits } from './read-limits';

const MiB = 1024 * 1024;
const deflated = TransferSyntax.DeflatedExplicitVrLittleEndian;
const plain = Buffer.from(Array.from({ length: 300_000 }, (_, i) => (i * 7919) % 251));

/** Counts how often the source is begun anew. */
function counted(bytes: Uint8Array): ByteSource & { begun: number } {
  const { size, read, stream } = bytesSource(bytes);
  return {
    begun: 0,
    size,
    read(offset, length) {
      if (offset === 0) this.begun += 1;
      return read(offset, length);
    },
    stream,
  };
}

async function inflating(bytes: Buffer): Promise<{ source: InflatingSource; file: { begun: number } }> {
  const file = counted(bytes);
  const source = new InflatingSource(file, await measureInflation(file, 0, defaultReadLimits));
  file.begun = 0;
  return { source, file };
}

describe('a deflated data set that is inflated as it is looked at', () => {
  it.each([
    ['raw', deflateRawSync(plain)],
    ['behind a zlib header', deflateSync(plain)],
  ])('gives any stretch, %s', async (_, bytes) => {
    const { source } = await inflating(bytes);
    expect(source.size).toBe(plain.length);
    for (const [offset, length] of [
      [5, 10],
      [0, 40_000],
      [39_990, 100_000],
      [100, 3],
      [299_990, 100],
    ] as const)
      expect(Buffer.compare(await source.read(offset, length), plain.subarray(offset, offset + length))).toBe(
        0,
      );
    const stretch = await source.stream({ start: 70_000, end: 70_009 }).toArray();
    expect(Buffer.concat(stretch as Buffer[])).toEqual(plain.subarray(70_000, 70_010));
    source.rest();
  });

  it('goes forwards through one stream, whoever asks at once, and back by another', async () => {
    const { source, file } = await inflating(deflateRawSync(plain));
    const offsets = [0, 10_000, 150_000, 290_000];
    const pieces = await Promise.all(offsets.map((offset) => source.read(offset, 8)));
    pieces.forEach((piece, index) =>
      expect(Buffer.compare(piece, plain.subarray(offsets[index], offsets[index]! + 8))).toBe(0),
    );
    expect(file.begun).toBe(1);
    await source.read(0, 8);
    expect(file.begun).toBe(2);
    source.rest();
  });

  it.each([
    ['cut off', deflateRawSync(plain).subarray(0, 1000), 'dicom.truncated'],
    ['no deflate stream', Buffer.alloc(100, 0xff), 'dicom.malformed'],
  ])('refuses data that are %s', async (_, bytes, code) => {
    await expect(measureInflation(bytesSource(bytes), 0, defaultReadLimits)).rejects.toMatchObject({ code });
  });

  it('refuses a bomb by its ratio and by its size, without holding what came out', async () => {
    const bomb = bytesSource(deflateRawSync(Buffer.alloc(100 * MiB)));
    await expect(measureInflation(bomb, 0, defaultReadLimits)).rejects.toMatchObject({
      code: 'dicom.inflate-limit',
    });
    const small = { ...defaultReadLimits, inflatedBytes: 1000 };
    await expect(measureInflation(bytesSource(deflateRawSync(plain)), 0, small)).rejects.toMatchObject({
      code: 'dicom.inflate-limit',
    });
  });

  it('is an object like another: equal header, pixels left where they are and read from there', async () => {
    const side = 512;
    const pixels = Uint16Array.from({ length: side * side * 3 }, (_, i) => (i * 31) % 4096);
    const data = encodeDataset(
      tinyImage({ Rows: side, Columns: side, NumberOfFrames: 3, PixelData: pixels }),
    );
    const bytes = wrapped(deflateRawSync(data), deflated);
    const inMemory = DicomObject.parse(bytes);
    const file = bytesSource(bytes);
    const object = await DicomObject.read(file);
    expect([object.liesOpen, inMemory.liesOpen]).toEqual([false, true]);
    expect(object.toDicomJson()).toEqual(inMemory.toDicomJson());
    expect(object.bytes('PixelData')).toBeUndefined();
    const source = object.bulkSource(file);
    for (const frame of [1, 3, 2])
      expect(
        Buffer.compare(
          await readStoredFrame(object, source, frame),
          await readStoredFrame(inMemory, file, frame),
        ),
      ).toBe(0);
  });
});
