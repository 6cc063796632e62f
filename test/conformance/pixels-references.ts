import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DicomObject, isNativeTransferSyntax } from '@wetread/dicom';

/** Programs of DCMTK, GDCM and OpenJPEG that know nothing of our decoders. */
export const programs = [
  'dcmconv',
  'dcmdjpeg',
  'dcmdjpls',
  'dcmdrle',
  'dcmj2pnm',
  'gdcmconv',
  'gdcmraw',
] as const;

/** A picture as another program decoded it: samples of all frames, interleaved. */
export interface Reference {
  samples: ArrayLike<number>;
  /** What `samples` are: stored values or RGB as in the object, or 8-bit RGB after palette and colour conversion. */
  kind: 'stored' | 'rgb8';
}

function run(program: string, args: string[], output: string): Buffer {
  rmSync(output, { force: true });
  const { status, stderr } = spawnSync(program, args, { encoding: 'utf8' });
  if (status !== 0 || !existsSync(output))
    throw new Error(`${program} failed: ${stderr.trim().split('\n').at(-1)}`);
  return readFileSync(output);
}

function decompressor(uid: string): [program: string, ...options: string[]] {
  if (isNativeTransferSyntax(uid)) return ['dcmconv', '+ti'];
  if (/\.4\.(50|51|53|55|57|70)$/.test(uid)) return ['dcmdjpeg'];
  if (/\.4\.8[01]$/.test(uid)) return ['dcmdjpls'];
  return uid.endsWith('.1.2.5') ? ['dcmdrle'] : ['gdcmconv', '--raw'];
}

const work = mkdtempSync(join(tmpdir(), 'wetread-pixels-'));
export const removeWork = (): void => rmSync(work, { recursive: true, force: true });

/** Lets another program decode the object; its output is read here byte by byte, not by the code under test. */
export function reference(path: string, object: DicomObject): Reference {
  const uid = object.transferSyntaxUid;
  if (/\.4\.20[123]$/.test(uid)) return { kind: 'stored', samples: openJpeg(path) };
  const [program, ...options] = decompressor(uid);
  const native = join(work, 'native.dcm');
  run(program, [...options, path, native], native);
  const photometric = DicomObject.parse(readFileSync(native)).string('PhotometricInterpretation') ?? '';
  if (photometric === 'PALETTE COLOR' || photometric.startsWith('YBR'))
    return { kind: 'rgb8', samples: pnm(native, ['+Fa']) };
  return { kind: 'stored', samples: storedValues(native) };
}

/** The 8-bit grey picture of DCMTK, under the first window of the object, overlays off. */
export function windowedGrey(path: string, object: DicomObject): ArrayLike<number> {
  const native = join(work, 'native.dcm');
  const [program, ...options] = decompressor(object.transferSyntaxUid);
  run(program, [...options, path, native], native);
  return pnm(native, ['+Wi', '1', '-O']);
}

/** Raw PGM or PPM of all frames that were asked for, headers removed. */
function pnm(native: string, options: string[]): Buffer {
  const output = join(work, 'frame');
  const frames = DicomObject.parse(readFileSync(native)).number('NumberOfFrames') ?? 1;
  const all = options.includes('+Fa');
  const files =
    all && frames > 1 ? Array.from({ length: frames }, (_, i) => `${output}.${i}.ppm`) : [`${output}.ppm`];
  const target = all && frames > 1 ? output : `${output}.ppm`;
  run(
    'dcmj2pnm',
    ['+op', ...(all && frames > 1 ? options : options.filter((o) => o !== '+Fa')), native, target],
    files[0]!,
  );
  return Buffer.concat(files.map((file) => withoutPnmHeader(readFileSync(file))));
}

const withoutPnmHeader = (file: Buffer): Buffer => {
  const head = /^P[56]\s(?:#.*\n)*\d+ \d+\s\d+\n/.exec(file.subarray(0, 300).toString('latin1'));
  return file.subarray(head?.[0].length ?? 0);
};

/** Samples of a native little endian object, from the bytes that gdcmraw cuts out of it. */
function storedValues(native: string): ArrayLike<number> {
  const o = DicomObject.parse(readFileSync(native));
  const raw = run('gdcmraw', ['-i', native, '-t', '7fe0,0010', '-o', join(work, 'raw')], join(work, 'raw'));
  const [allocated, stored] = [o.number('BitsAllocated') ?? 8, o.number('BitsStored') ?? 8];
  const [samples, signed] = [o.number('SamplesPerPixel') ?? 1, o.number('PixelRepresentation') === 1];
  const size = allocated / 8;
  const pixels = (o.number('Rows') ?? 0) * (o.number('Columns') ?? 0);
  const count = pixels * samples * (o.number('NumberOfFrames') ?? 1);
  const planar = samples > 1 && o.number('PlanarConfiguration') === 1;
  const range = 2 ** stored;
  const values = new Float64Array(count);
  for (let i = 0; i < count; i++) {
    const value = raw.readUIntLE((planar ? planarIndex(i, pixels) : i) * size, size) % range;
    values[i] = signed && value >= range / 2 ? value - range : value;
  }
  return values;
}

function planarIndex(i: number, pixels: number): number {
  const within = i % (pixels * 3);
  return i - within + (within % 3) * pixels + Math.floor(within / 3);
}

/** GDCM 3.0.21 does not know the transfer syntaxes of HTJ2K, OpenJPEG 2.5 knows the codestream. */
function openJpeg(path: string): Buffer {
  const file = readFileSync(path);
  const codestream = join(work, 'frame.j2c');
  const start = file.indexOf(Buffer.from('ff4fff51', 'hex'));
  writeFileSync(codestream, file.subarray(start, file.lastIndexOf(Buffer.from('ffd9', 'hex')) + 2));
  const output = join(work, 'frame.ppm');
  return withoutPnmHeader(run('opj_decompress', ['-i', codestream, '-o', output], output));
}
