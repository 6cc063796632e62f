import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { describeWithData } from '@wetread/testing';
import { isNativeTransferSyntax, TransferSyntax } from '../dictionary/transfer-syntax';
import { bytesSource } from '../header/byte-source';
import { DicomObject } from '../header/dicom-object';
import { decodeFrame, frameCount } from '../pixels/decode-frame';
import { readStoredFrame } from '../stored/stored-frame';
import { newUid } from '../write/uid';
import { wrapPart10, writePart10 } from '../write/part10-writer';
import { SopClass } from '../dictionary/sop-class';
import { objectSyntaxes, transcodeDataSet } from './transcode-object';
import type { TranscodingSource } from './transcoding-source';

async function sourceOf(file: Uint8Array): Promise<TranscodingSource> {
  const header = await DicomObject.read(bytesSource(file));
  const bytes = header.bulkSource(bytesSource(file));
  return {
    header,
    frame: (number) => readStoredFrame(header, bytes, number),
    bulk: (path) => {
      const bulk = header.bulkAt(path);
      return (
        (bulk && {
          length: bulk.length,
          stream: (): Readable => bytes.stream({ start: bulk.offset, end: bulk.offset + bulk.length - 1 }),
        }) ??
        null
      );
    },
  };
}

async function transcoded(source: TranscodingSource, target: string): Promise<DicomObject> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of transcodeDataSet(source, target)) chunks.push(chunk);
  const dataset = Buffer.concat(chunks);
  expect(dataset.length % 2).toBe(0);
  const { sopClassUid, sopInstanceUid } = source.header.header;
  return DicomObject.parse(wrapPart10({ dataset, transferSyntaxUid: target, sopClassUid, sopInstanceUid }));
}

const PICTURE = ['00280004', '00280006', '00280102'];
/** The data set without its pixels, framing of sequences aside. */
function attributes(object: DicomObject): unknown {
  const json = object.toDicomJson();
  for (const tag of [...PICTURE, '7FE00010', '7FE00001', '7FE00002', 'FFFCFFFC']) delete json[tag];
  for (const attribute of Object.values(json)) delete (attribute as { vr?: string }).vr;
  return json;
}

const ct = (pixels: Int16Array): Uint8Array =>
  writePart10(
    {},
    {
      SOPClassUID: SopClass.CtImageStorage,
      SOPInstanceUID: newUid(),
      StudyInstanceUID: newUid(),
      SeriesInstanceUID: newUid(),
      PatientName: 'Müller^Jürgen',
      Rows: 16,
      Columns: 16,
      NumberOfFrames: 2,
      SamplesPerPixel: 1,
      PhotometricInterpretation: 'MONOCHROME2',
      BitsAllocated: 16,
      BitsStored: 12,
      HighBit: 11,
      PixelRepresentation: 1,
      ProcedureCodeSequence: [{ CodeValue: 'X', CodingSchemeDesignator: 'L', CodeMeaning: 'x' }],
      PixelData: pixels,
    },
  );

describe('an object in another transfer syntax', () => {
  const file = ct(Int16Array.from({ length: 512 }, (_, i) => ((i * 37) % 4096) - 2048));

  it('can be had in every lossless one that is offered, with the same pixels and attributes', async () => {
    const source = await sourceOf(file);
    const original = DicomObject.parse(file);
    const targets = objectSyntaxes(source.header);
    expect(targets).toHaveLength(7);
    for (const target of targets) {
      const object = await transcoded(source, target);
      expect(object.transferSyntaxUid).toBe(target);
      expect(attributes(object)).toEqual(attributes(original));
      for (const frame of [1, 2])
        expect((await decodeFrame(object, frame)).data).toEqual((await decodeFrame(original, frame)).data);
    }
  });

  it('is refused with what is available instead', async () => {
    const source = await sourceOf(file);
    await expect(transcoded(source, TransferSyntax.JpegBaseline)).rejects.toMatchObject({
      code: 'dicom.transcoding-impossible',
      available: expect.arrayContaining([TransferSyntax.ExplicitVrLittleEndian]),
    });
  });

  describeWithData('of the real files', (dataDir) => {
    const files = readdirSync(join(dataDir, 'dicom'), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && !entry.name.endsWith('.tsv'))
      .map((entry) => join(entry.parentPath, entry.name));

    it('decompresses to the pixels that were compressed, and keeps everything else', async () => {
      let compared = 0;
      for (const path of files) {
        const bytes = readFileSync(path);
        const original = parsed(bytes);
        if (!original) continue;
        const source = await sourceOf(bytes);
        const native = TransferSyntax.ExplicitVrLittleEndian;
        if (!objectSyntaxes(source.header).includes(native) || !(await isReadable(original))) continue;
        const object = await transcoded(source, native);
        expect({ path, attributes: attributes(object) }).toEqual({ path, attributes: attributes(original) });
        if (frameCount(original) > 0 && frameCount(original) < 50)
          await expectSamePixels(object, original, path);
        compared += 1;
      }
      expect(compared).toBeGreaterThan(60);
    });
  });
});

function parsed(bytes: Uint8Array): DicomObject | null {
  try {
    const object = DicomObject.parse(bytes);
    return object.header && object;
  } catch {
    return null;
  }
}

/** Native objects are carried over whatever their pixels are; compressed ones must decode. */
async function isReadable(object: DicomObject): Promise<boolean> {
  if (isNativeTransferSyntax(object.transferSyntaxUid)) return true;
  return decodeFrame(object, 1).then(
    () => true,
    () => frameCount(object) === 0,
  );
}

async function expectSamePixels(object: DicomObject, original: DicomObject, path: string): Promise<void> {
  const frame = frameCount(original);
  const decoded = await decodeFrame(original, frame).catch(() => null);
  if (!decoded) return;
  const again = await decodeFrame(object, frame);
  expect({ path, same: Buffer.compare(bytesOf(again.data), bytesOf(decoded.data)) }).toEqual({
    path,
    same: 0,
  });
}

const bytesOf = ({ buffer, byteOffset, byteLength }: NodeJS.ArrayBufferView): Buffer =>
  Buffer.from(buffer, byteOffset, byteLength);
