import * as dicomParser from 'dicom-parser';
import type { ByteArrayParser, ByteStream, DataSet, Element } from 'dicom-parser';
import { DicomError, MalformedObject, StructureLimitExceeded, TruncatedObject } from '../dicom-error';
import { dictionaryVr } from '../dictionary/attribute';
import { TransferSyntax } from '../dictionary/transfer-syntax';
import type { ReadLimits } from './read-limits';

// Exported by the package, absent from its types.
const { DataSet: DataSetClass } = dicomParser as unknown as {
  DataSet: new (parser: ByteArrayParser, bytes: Uint8Array, elements: Record<string, Element>) => DataSet;
};

/** Value representations that PS3.5 gave a 32-bit length after dicom-parser 1.8 was written. */
const LONG_VRS = new Set(['OV', 'SV', 'UV']);

/**
 * Reads all elements of a data set without copying values. dicom-parser walks the nested parts; this loop over the
 * top level adds what it lacks: 64-bit value representations (Extended Offset Table), bounds, a budget and a depth.
 * @throws TruncatedObject, MalformedObject, StructureLimitExceeded
 */
export function readElements(bytes: Uint8Array, transferSyntaxUid: string, limits: ReadLimits): DataSet {
  const parser = budgeted(
    transferSyntaxUid === TransferSyntax.ExplicitVrBigEndian
      ? dicomParser.bigEndianByteArrayParser
      : dicomParser.littleEndianByteArrayParser,
    limits.structureReads,
  );
  const implicit = transferSyntaxUid === TransferSyntax.ImplicitVrLittleEndian;
  const stream = new dicomParser.ByteStream(parser, bytes, 0);
  stream.warnings = [];
  const elements: Record<string, Element> = {};
  try {
    while (stream.position < bytes.length && !isZeroTail(stream, elements))
      readOne(stream, implicit, elements);
  } catch (error) {
    throw readingFailure(error, stream);
  }
  const plain =
    transferSyntaxUid === TransferSyntax.ExplicitVrBigEndian
      ? dicomParser.bigEndianByteArrayParser
      : dicomParser.littleEndianByteArrayParser;
  const dataSet = new DataSetClass(plain, bytes, elements);
  checkTree(dataSet, limits.depth);
  return dataSet;
}

function readOne(stream: ByteStream, implicit: boolean, elements: Record<string, Element>): void {
  const start = stream.position;
  const element = implicit
    ? dicomParser.readDicomElementImplicit(stream, undefined, vrForImplicit)
    : (readLongVr(stream) ?? dicomParser.readDicomElementExplicit(stream, stream.warnings));
  if (stream.position > stream.byteArray.length)
    throw new TruncatedObject(`element ${element.tag.slice(1)} announces ${element.length} bytes`);
  if (stream.position <= start) throw new MalformedObject(`element ${element.tag.slice(1)} does not advance`);
  elements[element.tag] = element;
}

/** Some writers fill the file up with zeros behind the pixel data, which would read as group 0000. */
const isZeroTail = (stream: ByteStream, elements: Record<string, Element>): boolean =>
  'x7fe00010' in elements &&
  stream.byteArray.subarray(stream.position, stream.position + 8).every((byte) => byte === 0);

const vrForImplicit = (tag: string): string => dictionaryVr(tag.slice(1).toUpperCase());

function readLongVr(stream: ByteStream): Element | undefined {
  const at = stream.position;
  const vr = String.fromCharCode(stream.byteArray[at + 4] ?? 0, stream.byteArray[at + 5] ?? 0);
  if (!LONG_VRS.has(vr)) return undefined;
  const tag = dicomParser.readTag(stream);
  stream.seek(4);
  const length = stream.readUint32();
  const element: Element = { tag, vr, length, dataOffset: stream.position };
  stream.seek(length);
  return element;
}

/** The byte parser of dicom-parser, made to stop when a hostile object consists of millions of empty items. */
function budgeted(parser: ByteArrayParser, reads: number): ByteArrayParser {
  let left = reads;
  const spend = (): void => {
    if (--left < 0) throw new StructureLimitExceeded(`more than ${reads} element boundaries`);
  };
  return {
    ...parser,
    readUint16: (bytes, position) => (spend(), parser.readUint16(bytes, position)),
    readUint32: (bytes, position) => (spend(), parser.readUint32(bytes, position)),
  };
}

function readingFailure(error: unknown, stream: ByteStream): Error {
  if (error instanceof DicomError) return error;
  if (error instanceof RangeError) return new StructureLimitExceeded('sequences nested too deeply');
  const reason =
    typeof error === 'string' ? error : String((error as { exception?: unknown }).exception ?? error);
  if (/past end|overrun|eof/i.test(reason) || stream.position > stream.byteArray.length)
    return new TruncatedObject('an element announces more bytes than follow');
  return new MalformedObject('the element structure breaks', { cause: error });
}

/** Depth and bounds of nested items, without recursion. */
function checkTree(root: DataSet, depth: number): void {
  const open: Array<{ dataSet: DataSet; depth: number }> = [{ dataSet: root, depth: 0 }];
  for (let at = open.pop(); at; at = open.pop()) {
    if (at.depth > depth) throw new StructureLimitExceeded(`sequences nested deeper than ${depth}`);
    for (const element of Object.values(at.dataSet.elements)) {
      if (!element.hadUndefinedLength && element.dataOffset + element.length > root.byteArray.length)
        throw new TruncatedObject(`element ${element.tag.slice(1)} announces ${element.length} bytes`);
      for (const { position, length } of element.fragments ?? [])
        if (position + length > root.byteArray.length)
          throw new TruncatedObject('the pixel data end inside a fragment');
      for (const item of element.items ?? [])
        if (item.dataSet) open.push({ dataSet: item.dataSet, depth: at.depth + 1 });
    }
  }
}
