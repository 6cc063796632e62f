import * as dicomParser from 'dicom-parser';
import type { ByteArrayParser, DataSet, Element } from 'dicom-parser';
import { TruncatedObject } from '../dicom-error';
import { TransferSyntax } from '../dictionary/transfer-syntax';
import type { ByteSource } from './byte-source';
import type { ByteWindow, Framing } from './element-head';
import { ElementWalker, type Need, type Walk } from './element-walker';
import { HeldValues } from './held-values';
import type { ReadLimits } from './read-limits';

// Exported by the package, absent from its types.
const { DataSet: DataSetClass } = dicomParser as unknown as {
  DataSet: new (parser: ByteArrayParser, bytes: Uint8Array, elements: Record<string, Element>) => DataSet;
};

/** Which part of a source to read, and how it is framed. */
export interface ElementsToRead {
  framing: Framing;
  /** Where the first element begins; 0 when left out. */
  start?: number;
  /** Stops before the first element of another group. */
  onlyGroup?: number;
}

export interface ReadElements {
  dataSet: DataSet;
  /** Behind the last element. */
  end: number;
}

/** Read ahead while elements follow each other; after a leap over a bulk value, less. */
const AHEAD = 64 * 1024;
const AFTER_LEAP = 4 * 1024;

/** The framing of a data set by its transfer syntax (PS3.5 annex A). */
export const framingOf = (transferSyntaxUid: string): Framing => ({
  form: transferSyntaxUid === TransferSyntax.ImplicitVrLittleEndian ? 'implicit' : 'explicit',
  bigEndian: transferSyntaxUid === TransferSyntax.ExplicitVrBigEndian,
});

/**
 * Reads all elements of a data set in memory; values stay where they are.
 * @throws TruncatedObject, MalformedObject, StructureLimitExceeded
 */
export function readElements(bytes: Uint8Array, what: ElementsToRead, limits: ReadLimits): ReadElements {
  const walker = new ElementWalker(walkOf(what, limits, bytes.length, bytes));
  if (walker.advance({ start: 0, bytes }))
    throw new TruncatedObject('an element announces more than follows');
  return { dataSet: walker.root, end: walker.position };
}

/**
 * Reads all elements of a data set from a source; short values are copied, bulk values stay there.
 * @throws TruncatedObject, MalformedObject, StructureLimitExceeded, and the source's own errors
 */
export async function readElementsFrom(
  source: ByteSource,
  what: ElementsToRead,
  limits: ReadLimits,
): Promise<ReadElements> {
  const held = new HeldValues(limits.heldBytes);
  const walker = new ElementWalker({ ...walkOf(what, limits, source.size, new Uint8Array()), held });
  let window: ByteWindow = { start: what.start ?? 0, bytes: new Uint8Array() };
  for (let need = walker.advance(window); need; need = walker.advance(window)) {
    window = await load(source, need, window);
  }
  return { dataSet: walker.root, end: walker.position };
}

async function load(source: ByteSource, { offset, length }: Need, before: ByteWindow): Promise<ByteWindow> {
  const ahead = offset > before.start + before.bytes.length ? AFTER_LEAP : AHEAD;
  const bytes = await source.read(offset, Math.min(Math.max(length, ahead), source.size - offset));
  if (bytes.length < length) throw new TruncatedObject('the source ends before its announced size');
  return { start: offset, bytes };
}

function walkOf(
  { framing, start = 0, onlyGroup }: ElementsToRead,
  limits: ReadLimits,
  size: number,
  bytes: Uint8Array,
): Walk {
  const parser = framing.bigEndian
    ? dicomParser.bigEndianByteArrayParser
    : dicomParser.littleEndianByteArrayParser;
  const newDataSet = (elements: Record<string, Element>): DataSet =>
    new DataSetClass(parser, bytes, elements);
  return { framing, start, size, limits, onlyGroup, newDataSet };
}
