import {
  decodeFrameBytes,
  DicomObject,
  frameRecipe,
  newUid,
  pictureRecipe,
  renderGrey8,
  SopClass,
  transcodeFrame,
  TransferSyntax,
  writePart10,
} from '@wetread/dicom';
import { PixelThreads } from './pixel-threads';

const SIDE = 300;
const pixels = Uint16Array.from({ length: SIDE * SIDE }, (_, i) => (i * 37) % 4096);
const native = new Uint8Array(pixels.buffer);
const film = (changes: Record<string, unknown> = {}): DicomObject =>
  DicomObject.parse(
    writePart10(
      {},
      {
        SOPClassUID: SopClass.SecondaryCaptureImageStorage,
        SOPInstanceUID: newUid(),
        StudyInstanceUID: newUid(),
        SeriesInstanceUID: newUid(),
        SamplesPerPixel: 1,
        PhotometricInterpretation: 'MONOCHROME1',
        Rows: SIDE,
        Columns: SIDE,
        BitsAllocated: 16,
        BitsStored: 12,
        HighBit: 11,
        PixelRepresentation: 0,
        RescaleSlope: 2,
        RescaleIntercept: -1000,
        PixelPaddingValue: 37,
        PixelData: pixels,
        ...changes,
      },
    ),
  );
const object = film();

describe('work on pixels in threads', () => {
  const threads = new PixelThreads();
  afterAll(() => threads.close());

  it('compresses and decompresses several frames at once, as this thread would', async () => {
    const target = TransferSyntax.JpegLsLossless;
    const frames = await Promise.all(
      Array.from({ length: 5 }, () => transcodeFrame(object, native, 1, target, threads)),
    );
    const here = await transcodeFrame(object, native, 1, target);
    for (const { bytes } of frames) expect(Buffer.compare(bytes, here.bytes)).toBe(0);
    const { image } = frameRecipe(object, 1);
    expect(Buffer.compare(await threads.decode('decodeJpegLs', here.bytes, image), native)).toBe(0);
  });

  it.each([
    ['the robust range of its own values', undefined],
    ['a window', { center: 1500, width: 900, fn: 'SIGMOID' as const }],
  ])('shows a frame through %s, as this thread would', async (_, window) => {
    const here = renderGrey8(object, await decodeFrameBytes(object, native, 1), window);
    const there = await threads.picture(pictureRecipe(object, 1, window), native);
    expect(there).toMatchObject({ channels: 1, width: SIDE, height: SIDE });
    expect(Buffer.compare(there.data, here.data)).toBe(0);
  });

  it('applies palettes, and gives stored values', async () => {
    const entries = Uint16Array.from({ length: 256 }, (_, i) => i << 8);
    const palette = Object.fromEntries(
      ['Red', 'Green', 'Blue'].flatMap((name) => [
        [`${name}PaletteColorLookupTableDescriptor`, [256, 0, 16]],
        [`${name}PaletteColorLookupTableData`, entries],
      ]),
    );
    const indexed = film({ PhotometricInterpretation: 'PALETTE COLOR', ...palette });
    const { channels, data } = await threads.picture(pictureRecipe(indexed, 1), native);
    expect([channels, ...data.subarray(0, 6)]).toEqual([3, 0, 0, 0, 37, 37, 37]);
    const { data: stored } = await threads.samples(frameRecipe(object, 1), native);
    expect(stored).toEqual(pixels);
  });

  it('fails the frame that cannot be read by its own code, and goes on', async () => {
    const { image } = frameRecipe(object, 1);
    const broken = threads.decode('decodeJpegLs', new Uint8Array(50), image);
    await expect(broken).rejects.toMatchObject({ code: 'dicom.pixel-data-damaged', status: 'invalid' });
    const short = threads.picture(pictureRecipe(object, 1), native.subarray(0, 100));
    await expect(short).rejects.toMatchObject({ code: 'dicom.pixel-data-damaged', status: 'invalid' });
    const { bytes } = await threads.encode('encodeRle', native, image, {});
    expect(Buffer.compare(await threads.decode('decodeRle', bytes, image), native)).toBe(0);
  });

  it('leaves the event loop to others while a large frame is shown', async () => {
    const side = 4096;
    const large = film({ Rows: side, Columns: side, PixelData: new Uint16Array(1) });
    const encoded = new Uint8Array(side * side * 2).fill(7);
    let turns = 0;
    let next = setImmediate(turn);
    function turn(): void {
      turns += 1;
      next = setImmediate(turn);
    }
    await threads.picture(pictureRecipe(large, 1), encoded);
    clearImmediate(next);
    // In this thread it would be one.
    expect(turns).toBeGreaterThan(20);
  });
});
