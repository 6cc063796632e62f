import { deflateRawSync } from 'node:zlib';
import { encodeDicomJson, newUid, SopClass, TransferSyntax, wrapPart10, writePart10 } from '@wetread/dicom';

export const MiB = 1024 * 1024;
const IMAGE = {
  SOPClassUID: SopClass.SecondaryCaptureImageStorage,
  PatientID: 'HOSTILE',
  Modality: 'OT',
  SamplesPerPixel: 1,
  PhotometricInterpretation: 'MONOCHROME2',
  BitsAllocated: 8,
  BitsStored: 8,
  HighBit: 7,
  PixelRepresentation: 0,
};
type Values = Record<string, string | number | Uint8Array | object[]>;

/** A whole small image; `values` over its own. */
export const made = (values: Values = {}): Uint8Array =>
  writePart10(
    {},
    {
      ...IMAGE,
      SOPInstanceUID: newUid(),
      StudyInstanceUID: newUid(),
      SeriesInstanceUID: newUid(),
      Rows: 2,
      Columns: 2,
      PixelData: new Uint8Array(4),
      ...values,
    },
  );

export const uids = () => ({
  SOPInstanceUID: newUid(),
  StudyInstanceUID: newUid(),
  SeriesInstanceUID: newUid(),
});
export const wrapped = (dataset: Uint8Array, transferSyntaxUid: string): Uint8Array =>
  wrapPart10({ dataset, transferSyntaxUid, sopClassUid: IMAGE.SOPClassUID, sopInstanceUid: newUid() });

/** The data set alone, Explicit VR Little Endian. */
export const dataSet = (): Buffer => {
  const values = uids();
  const value = (vr: string, ...Value: unknown[]) => ({ vr, Value });
  return encodeDicomJson(
    {
      '00080016': value('UI', IMAGE.SOPClassUID),
      '00080018': value('UI', values.SOPInstanceUID),
      '00100020': value('LO', 'HOSTILE'),
      '0020000D': value('UI', values.StudyInstanceUID),
      '0020000E': value('UI', values.SeriesInstanceUID),
    },
    TransferSyntax.ExplicitVrLittleEndian,
  );
};

export const element = (tag: string, vr: string, value: Uint8Array, length = value.length): Buffer => {
  const head = Buffer.alloc(12);
  head.writeUInt16LE(Number.parseInt(tag.slice(0, 4), 16), 0);
  head.writeUInt16LE(Number.parseInt(tag.slice(4), 16), 2);
  head.write(vr, 4, 'latin1');
  head.writeUInt32LE(length, 8);
  return Buffer.concat([head, value]);
};

/** 261 KB that inflate to 268 MB, behind the preamble of a Windows program: what another archive took. */
export function bomb(preamble: string): Uint8Array {
  const zeros = element('7FE00010', 'OW', Buffer.alloc(268 * 1000 * 1000));
  const file = Buffer.from(
    wrapped(
      deflateRawSync(Buffer.concat([dataSet(), zeros]), { level: 9 }),
      TransferSyntax.DeflatedExplicitVrLittleEndian,
    ),
  );
  file.write(preamble, 0, 'latin1');
  return file;
}

/** A directory of a medium whose record points out of it. */
export const climbingDirectory = (): Uint8Array =>
  made({
    SOPClassUID: '1.2.840.10008.1.3.10',
    StudyInstanceUID: '',
    SeriesInstanceUID: '',
    DirectoryRecordSequence: [
      { DirectoryRecordType: 'IMAGE', ReferencedFileID: ['..', '..', '..', 'etc', 'passwd'] },
    ],
  });

export function nested(depth: number): Uint8Array {
  const heads = Array.from({ length: depth }, () =>
    element('00081115', 'SQ', Buffer.from('feff00e0ffffffff', 'hex'), 0xffffffff),
  );
  return wrapped(Buffer.concat([dataSet(), ...heads]), TransferSyntax.ExplicitVrLittleEndian);
}

/** Encapsulated pixel data whose last fragment is empty, as some writers end. */
export function emptyLastFragment(): Uint8Array {
  const item = (bytes: Uint8Array) => {
    const head = Buffer.from('feff00e000000000', 'hex');
    head.writeUInt32LE(bytes.length, 4);
    return Buffer.concat([head, bytes]);
  };
  const pixels = element('7FE00010', 'OB', new Uint8Array(), 0xffffffff);
  const parts = [item(new Uint8Array()), item(Buffer.alloc(100, 1)), item(new Uint8Array())];
  const size = Buffer.concat([
    Buffer.from('280010005553020002000000', 'hex').subarray(0, 10),
    Buffer.from('280011005553020002000000', 'hex').subarray(0, 10),
  ]);
  const body = [dataSet(), size, pixels, ...parts, Buffer.from('feffdde000000000', 'hex')];
  return wrapped(Buffer.concat(body), TransferSyntax.JpegBaseline);
}
