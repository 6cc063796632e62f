import { crc32 } from 'node:zlib';

const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
/** Length, type and check sum of a chunk (ISO/IEC 15948, 5.3). */
const FRAME = 12;

/** Keywords of the text chunks by which Wetread marks and explains its own pictures. */
export const PNG_SYNTHETIC = { keyword: 'Wetread', value: 'SYNTHETIC' } as const;

/** Whether a PNG carries the mark of a film that was made from text. Other bytes do not. */
export const saysSynthetic = (bytes: Uint8Array): boolean =>
  textsOf(bytes).some(
    ({ keyword, value }) => keyword === PNG_SYNTHETIC.keyword && value.startsWith(PNG_SYNTHETIC.value),
  );

/** The text chunks of a PNG, in their order (ISO/IEC 15948, 11.3.3.2); none of bytes that are no whole PNG. */
export function textsOf(bytes: Uint8Array): { keyword: string; value: string }[] {
  const png = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const found: { keyword: string; value: string }[] = [];
  if (!png.subarray(0, SIGNATURE.length).equals(SIGNATURE)) return found;
  for (let at = SIGNATURE.length; at + FRAME <= png.length;) {
    const length = png.readUInt32BE(at);
    if (png.toString('latin1', at + 4, at + 8) === 'tEXt') {
      const [keyword = '', value = ''] = png.toString('latin1', at + 8, at + 8 + length).split('\0');
      found.push({ keyword, value });
    }
    at += length + FRAME;
  }
  return found;
}

/** A PNG with text chunks after its header; characters beyond Latin-1 become `?`. */
export function withTexts(
  png: Uint8Array,
  texts: readonly (readonly [keyword: string, value: string])[],
): Buffer {
  const bytes = Buffer.from(png.buffer, png.byteOffset, png.byteLength);
  const afterHeader = SIGNATURE.length + FRAME + 13;
  const chunks = texts.map(([keyword, value]) => textChunk(keyword, value));
  return Buffer.concat([bytes.subarray(0, afterHeader), ...chunks, bytes.subarray(afterHeader)]);
}

function textChunk(keyword: string, value: string): Buffer {
  // oxlint-disable-next-line no-control-regex -- what Latin-1 text of a PNG may not hold
  const plain = value.replace(/[^\x20-\x7e\xa1-\xff]/g, '?');
  const body = Buffer.concat([Buffer.from('tEXt'), Buffer.from(`${keyword}\0${plain}`, 'latin1')]);
  const frame = Buffer.alloc(4);
  const sum = Buffer.alloc(4);
  frame.writeUInt32BE(body.length - 4);
  sum.writeUInt32BE(crc32(body));
  return Buffer.concat([frame, body, sum]);
}
