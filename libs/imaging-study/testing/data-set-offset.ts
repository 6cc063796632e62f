const PREAMBLE = 128;
const PREFIX = 'DICM';
const LONG_VRS = new Set(['OB', 'OD', 'OF', 'OL', 'OV', 'OW', 'SQ', 'UC', 'UN', 'UR', 'UT', 'SV', 'UV']);

/**
 * Where the data set begins in a Part 10 file: after preamble, prefix and the group 0002 elements, which are
 * always explicit VR little endian (PS3.10 section 7.1). 0 when the file has no `DICM` prefix.
 * The elements are walked rather than (0002,0000) trusted, because that length is often wrong.
 */
export function dataSetOffset(file: Uint8Array): number {
  const view = Buffer.from(file.buffer, file.byteOffset, file.byteLength);
  if (view.length < PREAMBLE + 4 || view.toString('latin1', PREAMBLE, PREAMBLE + 4) !== PREFIX) return 0;
  let offset = PREAMBLE + 4;
  while (offset + 8 <= view.length && view.readUInt16LE(offset) === 0x0002) {
    const vr = view.toString('latin1', offset + 4, offset + 6);
    const long = LONG_VRS.has(vr);
    if (long && offset + 12 > view.length) break;
    const length = long ? view.readUInt32LE(offset + 8) : view.readUInt16LE(offset + 6);
    const next = offset + (long ? 12 : 8) + length;
    if (next > view.length) break;
    offset = next;
  }
  return offset;
}
