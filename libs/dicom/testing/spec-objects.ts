import { SopClass } from '../dictionary/sop-class';
import { TransferSyntax } from '../dictionary/transfer-syntax';
import { DicomObject } from '../header/dicom-object';
import { encodeDataset } from '../write/element-writer';
import type { NaturalDataset } from '../write/natural-dataset';
import { wrapPart10, writePart10 } from '../write/part10-writer';

/** Objects for this room's own specs, small enough to read in full. */
export const identity = {
  SOPClassUID: SopClass.SecondaryCaptureImageStorage,
  SOPInstanceUID: '1.2.3.4',
  StudyInstanceUID: '1.2.3',
  SeriesInstanceUID: '1.2.3.1',
} as const;

/** A 2 x 2 picture of 16-bit values 0, 1, 2, 3, unless told otherwise. */
export const tinyImage = (changes: NaturalDataset = {}): NaturalDataset => ({
  ...identity,
  SamplesPerPixel: 1,
  PhotometricInterpretation: 'MONOCHROME2',
  Rows: 2,
  Columns: 2,
  BitsAllocated: 16,
  BitsStored: 16,
  HighBit: 15,
  PixelRepresentation: 0,
  PixelData: Uint16Array.from([0, 1, 2, 3]),
  ...changes,
});

export const objectOf = (dataset: NaturalDataset): DicomObject => DicomObject.parse(writePart10({}, dataset));

/** Wraps raw data set bytes under a transfer syntax that they may or may not follow. */
export const wrapped = (dataset: Uint8Array, transferSyntaxUid: string): Uint8Array =>
  wrapPart10({ dataset, transferSyntaxUid, sopClassUid: identity.SOPClassUID, sopInstanceUid: '1.2.3.4' });

const item = (content: Uint8Array): Buffer => {
  const head = Buffer.alloc(8);
  head.writeUInt32LE(0xe000fffe, 0);
  head.writeUInt32LE(content.length, 4);
  return Buffer.concat([head, content]);
};

/** An object with encapsulated pixel data: offset table, fragments, delimiter (PS3.5 annex A.4). */
export function encapsulated(
  transferSyntaxUid: string,
  dataset: NaturalDataset,
  fragments: readonly Uint8Array[],
  offsetTable: readonly number[] = [],
): DicomObject {
  const head = Buffer.from('e07f10004f420000ffffffff', 'hex');
  const table = item(Buffer.from(Uint32Array.from(offsetTable).buffer));
  const delimiter = Buffer.from('feffdde000000000', 'hex');
  const body = encodeDataset({ ...tinyImage(), ...dataset, PixelData: undefined });
  return DicomObject.parse(
    wrapped(Buffer.concat([body, head, table, ...fragments.map(item), delimiter]), transferSyntaxUid),
  );
}

type Encoder = 'encodeRle' | 'encodeJpeg' | 'encodeJpegLs' | 'encodeJpeg2000' | 'encodeHtJpeg2000';
export const losslessEncoders: ReadonlyArray<readonly [transferSyntaxUid: string, encoder: Encoder]> = [
  [TransferSyntax.RleLossless, 'encodeRle'],
  [TransferSyntax.JpegLosslessFirstOrder, 'encodeJpeg'],
  [TransferSyntax.JpegLsLossless, 'encodeJpegLs'],
  [TransferSyntax.Jpeg2000Lossless, 'encodeJpeg2000'],
  [TransferSyntax.HtJpeg2000Lossless, 'encodeHtJpeg2000'],
];

/** Compresses 16-bit grey values, 32 a row, without loss. */
export async function compress(encoder: Encoder, values: Uint16Array): Promise<Uint8Array> {
  const { Context, NativeCodecs } = require('dcmjs-codecs') as typeof import('dcmjs-codecs');
  await NativeCodecs.initializeAsync();
  const context = new Context({
    width: 32,
    height: values.length / 32,
    bitsAllocated: 16,
    bitsStored: 16,
    samplesPerPixel: 1,
    pixelRepresentation: 0,
    planarConfiguration: 0,
    photometricInterpretation: 'MONOCHROME2',
    decodedBuffer: new Uint8Array(values.buffer),
  });
  const encoded = NativeCodecs[encoder](context, { lossy: false, predictor: 1 }).getEncodedBuffer();
  if (!encoded) throw new Error(`${encoder} gave nothing`);
  return encoded.length % 2 === 0 ? encoded : Uint8Array.from([...encoded, 0]);
}

/** Explicit VR Little Endian element with a 32-bit length field that may lie. */
export function longElement(tag: string, vr: string, value: Uint8Array, length = value.length): Buffer {
  const head = Buffer.alloc(12);
  head.writeUInt16LE(Number.parseInt(tag.slice(0, 4), 16), 0);
  head.writeUInt16LE(Number.parseInt(tag.slice(4), 16), 2);
  head.write(vr, 4, 'latin1');
  head.writeUInt32LE(length, 8);
  return Buffer.concat([head, value]);
}

export const explicit = TransferSyntax.ExplicitVrLittleEndian;
