import { deflateRawSync } from 'node:zlib';
import { DomainError, mulberry32 } from '@wetread/kernel';
import { TransferSyntax } from './dictionary/transfer-syntax';
import { DicomObject } from './header/dicom-object';
import { renderGrey8, renderRgb8 } from './lut/render';
import { decodeFrame, frameCount } from './pixels/decode-frame';
import {
  compress,
  encapsulated,
  explicit,
  losslessEncoders,
  tinyImage,
  wrapped,
} from './testing/spec-objects';
import { encodeDataset } from './write/element-writer';

function mutant(bytes: Uint8Array, seed: number, from = 132): Uint8Array {
  const next = mulberry32(seed);
  const copy = Uint8Array.from(bytes);
  const flips = 1 + Math.floor(next() * 12);
  for (let i = 0; i < flips; i++)
    copy[from + Math.floor(next() * (copy.length - from))] = Math.floor(next() * 256);
  return next() < 0.2 ? copy.subarray(0, 2 * Math.floor((next() * copy.length) / 2)) : copy;
}

/** Reads, decodes and renders; a refusal must be one of ours. */
async function survive(bytes: Uint8Array): Promise<'read' | 'refused'> {
  try {
    const o = DicomObject.parse(bytes);
    o.toDicomJson();
    void o.header;
    return frameCount(o) === 0 ? 'read' : await outcomeOf(o);
  } catch (error) {
    return ours(error);
  }
}

async function outcomeOf(o: DicomObject): Promise<'read' | 'refused'> {
  try {
    const frame = await decodeFrame(o, 1);
    if (frame.samplesPerPixel === 3) renderRgb8(o, frame);
    else renderGrey8(o, frame);
    return 'read';
  } catch (error) {
    return ours(error);
  }
}

function ours(error: unknown): 'refused' {
  if (error instanceof DomainError) return 'refused';
  throw error;
}

const lut = [{ LUTDescriptor: [4, 0, 16], LUTData: Uint16Array.from([1, 2, 3, 4]), ModalityLUTType: 'US' }];
const rich = encodeDataset(
  tinyImage({
    PatientName: 'Roe^Jane',
    ModalityLUTSequence: lut,
    VOILUTSequence: lut,
    PixelPaddingValue: 9,
    ReferencedImageSequence: [{ ReferencedSOPInstanceUID: '1.2.9' }],
  }),
);

describe('damaged objects', () => {
  it.each([
    ['explicit', wrapped(rich, explicit)],
    ['deflated', wrapped(deflateRawSync(rich), TransferSyntax.DeflatedExplicitVrLittleEndian)],
  ])('are read or refused in our own words: 1,500 mutants, %s', async (_, bytes) => {
    const outcomes = { read: 0, refused: 0 };
    for (let seed = 1; seed <= 400; seed++) outcomes[await survive(mutant(bytes, seed))]++;
    expect(outcomes.refused).toBeGreaterThan(100);
    expect(outcomes.read).toBeGreaterThan(10);
  });

  it.each(losslessEncoders)('with compressed pixels too: 40 mutants, %s', async (uid, encoder) => {
    const values = Uint16Array.from({ length: 32 * 16 }, (_, i) => (i * 977) % 65536);
    const frame = await compress(encoder, values);
    for (let seed = 1; seed <= 40; seed++) {
      const o = encapsulated(uid, { Rows: 16, Columns: 32 }, [mutant(frame, seed, 0)]);
      await expect(outcomeOf(o)).resolves.toMatch(/^(read|refused)$/);
    }
  });
});
