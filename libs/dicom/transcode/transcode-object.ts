import { isNativeTransferSyntax, TransferSyntax } from '../dictionary/transfer-syntax';
import type { DicomItem } from '../header/dicom-item';
import type { DicomObject } from '../header/dicom-object';
import { isDecodable } from '../pixels/frame-recipe';
import { HeadWriter, UNDEFINED_LENGTH } from './data-set-writer';
import { nativePixels, compressedPixels } from './transcode-pixels';
import { swapStream, swapWords, wordSize } from './swap-words';
import { TranscodingImpossible } from './transcode-error';
import { losslessTargets } from './transcode-frame';
import type { TranscodingSource } from './transcoding-source';

const PIXEL_DATA = '7FE00010';
/** Group lengths and trailing padding are not carried over (PS3.5 sections 7.2 and 7.2.1). */
const isLeftOut = (tag: string): boolean => tag.endsWith('0000') || tag === 'FFFCFFFC';
/** Extended Offset Table and its lengths tell of a framing that is gone. */
const OFFSET_TABLES = new Set(['7FE00001', '7FE00002']);

/** Transfer syntaxes that the whole object can be had in without losing anything; its own comes first. */
export function objectSyntaxes(o: DicomObject): string[] {
  const own = o.transferSyntaxUid;
  const canRewrite = isNativeTransferSyntax(own) || !o.has('PixelData') || isDecodable(own);
  if (!canRewrite) return [own];
  const plain = [TransferSyntax.ExplicitVrLittleEndian, TransferSyntax.ImplicitVrLittleEndian];
  return [...new Set([own, ...plain, ...(hasPicture(o) ? losslessTargets(o) : [])])];
}

const hasPicture = (o: DicomObject): boolean => o.has('PixelData') && o.has('Rows') && o.has('Columns');

/** @throws TranscodingImpossible */
export function assertTranscodable(o: DicomObject, target: string): void {
  const available = objectSyntaxes(o);
  if (!available.includes(target))
    throw new TranscodingImpossible(target, available, 'it is not one that this object can be transcoded to');
}

/**
 * The data set of an object in another transfer syntax, chunk by chunk: one frame or one piece of a bulk value is in
 * memory at a time. Values stay what they are; where pixels are decompressed or compressed, the attributes that
 * describe them follow (PS3.5 section 8.2, PS3.3 C.7.6.3.1).
 * @throws TranscodingImpossible at once; PixelDataDamaged, UnsupportedPixelFormat on the way
 */
export async function* transcodeDataSet(
  source: TranscodingSource,
  target: string,
): AsyncGenerator<Uint8Array> {
  assertTranscodable(source.header, target);
  const pixels = await pixelsOf(source, target);
  const writer = new ItemWriter(source, new HeadWriter(target));
  yield* writer.write(source.header, '', pixels?.overrides ?? {}, pixels?.write());
}

/** What replaces the pixel data and the attributes that describe them; undefined where both are carried over. */
async function pixelsOf(source: TranscodingSource, target: string) {
  const { header } = source;
  if (!header.has(PIXEL_DATA)) return undefined;
  const isNative = isNativeTransferSyntax(header.transferSyntaxUid);
  if (isNativeTransferSyntax(target)) return isNative ? undefined : nativePixels(source, target);
  return compressedPixels(source, target);
}

class ItemWriter {
  private readonly bigEndian: boolean;

  constructor(
    private readonly source: TranscodingSource,
    private readonly heads: HeadWriter,
  ) {
    this.bigEndian = source.header.transferSyntaxUid === TransferSyntax.ExplicitVrBigEndian;
  }

  async *write(
    item: DicomItem,
    path: string,
    overrides: Readonly<Record<string, Buffer>> = {},
    pixels?: AsyncIterable<Uint8Array>,
  ): AsyncGenerator<Uint8Array> {
    const isRewritten = pixels !== undefined;
    for (const tag of new Set([...item.tags, ...Object.keys(overrides)].sort())) {
      if (isLeftOut(tag) || (isRewritten && OFFSET_TABLES.has(tag))) continue;
      if (overrides[tag]) yield overrides[tag];
      else if (tag === PIXEL_DATA && pixels) yield* pixels;
      else yield* this.element(item, tag, path);
    }
  }

  private async *element(item: DicomItem, tag: string, path: string): AsyncGenerator<Uint8Array> {
    if (item.isSequence(tag)) return yield* this.sequence(item, tag, `${path}${tag}`);
    const vr = item.vr(tag);
    const size = this.bigEndian ? wordSize(vr) : 1;
    const bulk = item.bulk(tag) ? this.source.bulk(`${path}${tag}`) : null;
    if (bulk) {
      const padding = bulk.length % 2;
      yield this.heads.element(tag, vr, bulk.length + padding);
      yield* size > 1 ? swapStream(bulk.stream(), size) : bulk.stream();
      if (padding > 0) yield Buffer.alloc(padding);
      return;
    }
    const bytes = item.bytes(tag) ?? new Uint8Array();
    yield this.heads.element(tag, vr, bytes.length);
    if (bytes.length > 0) yield size > 1 ? swapWords(bytes, size) : bytes;
  }

  private async *sequence(item: DicomItem, tag: string, path: string): AsyncGenerator<Uint8Array> {
    yield this.heads.element(tag, 'SQ', UNDEFINED_LENGTH);
    let number = 0;
    for (const one of item.sequence(tag)) {
      number += 1;
      yield this.heads.item(UNDEFINED_LENGTH);
      yield* this.write(one, `${path}/${number}/`);
      yield this.heads.endOfItem();
    }
    yield this.heads.endOfSequence();
  }
}
