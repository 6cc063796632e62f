import { TransferSyntax } from '../dictionary/transfer-syntax';
import { objectOf, tinyImage } from '../spec-objects';
import { transcodeFrame } from '../transcode/transcode-frame';
import { CodecThreads } from './codec-threads';
import { readImagePixel } from './image-pixel';

const SIDE = 300;
const pixels = Uint16Array.from({ length: SIDE * SIDE }, (_, i) => (i * 37) % 4096);
const object = objectOf(tinyImage({ Rows: SIDE, Columns: SIDE, PixelData: pixels }));
const native = new Uint8Array(pixels.buffer);

describe('codecs in threads', () => {
  const threads = new CodecThreads(2);
  afterAll(() => threads.close());

  it('compress and decompress several frames at once, as this thread would', async () => {
    const target = TransferSyntax.JpegLsLossless;
    const frames = await Promise.all(
      Array.from({ length: 5 }, () => transcodeFrame(object, native, 1, target, threads)),
    );
    const here = await transcodeFrame(object, native, 1, target);
    for (const { bytes } of frames) expect(Buffer.compare(bytes, here.bytes)).toBe(0);
    const decoded = await threads.decode('decodeJpegLs', here.bytes, readImagePixel(object));
    expect(Buffer.compare(decoded, native)).toBe(0);
  });

  it('fail the frame that a codec cannot read, and go on', async () => {
    const image = readImagePixel(object);
    const broken = threads.decode('decodeJpegLs', new Uint8Array(50), image);
    await expect(broken).rejects.toMatchObject({ code: 'dicom.pixel-data-damaged' });
    const { bytes } = await threads.encode('encodeRle', native, image, {});
    expect(Buffer.compare(await threads.decode('decodeRle', bytes, image), native)).toBe(0);
  });
});
