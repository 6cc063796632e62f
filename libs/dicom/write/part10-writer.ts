import { isUid } from '@wetread/kernel';
import { MalformedUid, MissingUid } from '../dicom-error';
import { TransferSyntax } from '../dictionary/transfer-syntax';
import { encodeDataset } from './element-writer';
import { implementationClassUid, implementationVersionName } from './implementation';
import type { NaturalDataset } from './natural-dataset';

export interface WriteOptions {
  /** Application entity that the file comes from, (0002,0016). */
  sourceAeTitle?: string;
  /** Of already compressed pixel data; the data set itself is Explicit VR Little Endian in each case. */
  transferSyntaxUid?: string;
  /** Keywords whose values repeat what a peer sent, and may be longer than their representation allows. */
  asReceived?: ReadonlySet<string>;
}

/** A data set as C-STORE received it, without file meta information. */
export interface RawInstance {
  dataset: Uint8Array;
  transferSyntaxUid: string;
  sopClassUid: string;
  sopInstanceUid: string;
  sourceAeTitle?: string;
}

/**
 * Writes a Part 10 file from a data set by keyword, Explicit VR Little Endian, text in UTF-8 (ISO_IR 192).
 * @throws MissingUid, MalformedUid, RangeError when a value does not fit its representation
 */
export function writePart10(options: WriteOptions, dataset: NaturalDataset): Uint8Array {
  return wrapPart10({
    dataset: encodeDataset({ SpecificCharacterSet: 'ISO_IR 192', ...dataset }, options.asReceived),
    transferSyntaxUid: options.transferSyntaxUid ?? TransferSyntax.ExplicitVrLittleEndian,
    sopClassUid: textOf(dataset, 'SOPClassUID'),
    sopInstanceUid: textOf(dataset, 'SOPInstanceUID'),
    sourceAeTitle: options.sourceAeTitle,
  });
}

/**
 * Puts {@link part10Head} before an encoded data set; the data set's bytes stay as they are.
 * @throws MalformedUid
 */
export const wrapPart10 = (instance: RawInstance): Uint8Array =>
  Buffer.concat([part10Head(instance), instance.dataset]);

/**
 * Preamble, prefix and file meta information (PS3.10 section 7.1): a Part 10 file up to its data set.
 * @throws MalformedUid
 */
export function part10Head(instance: Omit<RawInstance, 'dataset'>): Buffer {
  for (const keyword of ['sopClassUid', 'sopInstanceUid', 'transferSyntaxUid'] as const)
    if (!isUid(instance[keyword])) throw new MalformedUid(keyword);
  const meta = encodeDataset({
    FileMetaInformationVersion: new Uint8Array([0, 1]),
    MediaStorageSOPClassUID: instance.sopClassUid,
    MediaStorageSOPInstanceUID: instance.sopInstanceUid,
    TransferSyntaxUID: instance.transferSyntaxUid,
    ImplementationClassUID: implementationClassUid,
    ImplementationVersionName: implementationVersionName,
    SourceApplicationEntityTitle: instance.sourceAeTitle || undefined,
  });
  const length = encodeDataset({ FileMetaInformationGroupLength: meta.length });
  return Buffer.concat([Buffer.alloc(128), Buffer.from('DICM'), length, meta]);
}

function textOf(dataset: NaturalDataset, keyword: string): string {
  const value = dataset[keyword];
  if (typeof value !== 'string' || !value) throw new MissingUid(keyword);
  return value;
}
