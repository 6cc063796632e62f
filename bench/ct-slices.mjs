// Generated CT slices: a plausible header, 512 x 512 pixels of 16 bits that differ from slice to slice.
import { randomBytes } from 'node:crypto';

const CT_IMAGE_STORAGE = '1.2.840.10008.5.1.4.1.1.2';
const EXPLICIT_VR_LITTLE_ENDIAN = '1.2.840.10008.1.2.1';
const LONG = new Set(['OB', 'OW', 'SQ', 'UN', 'UT']);
const PADDED_WITH_NUL = new Set(['UI', 'OB']);

const number = (value, bytes) => {
  const buffer = Buffer.alloc(bytes);
  buffer.writeUIntLE(value, 0, bytes);
  return buffer;
};

function valueOf(vr, value) {
  if (Buffer.isBuffer(value)) return value;
  if (vr === 'US') return number(value, 2);
  if (vr === 'UL') return number(value, 4);
  const text = Buffer.from(String(value), 'latin1');
  if (text.length % 2 === 0) return text;
  return Buffer.concat([text, Buffer.from(PADDED_WITH_NUL.has(vr) ? '\0' : ' ')]);
}

function element(tag, vr, value) {
  const bytes = valueOf(vr, value);
  const head = Buffer.alloc(LONG.has(vr) ? 12 : 8);
  head.writeUInt16LE(parseInt(tag.slice(0, 4), 16), 0);
  head.writeUInt16LE(parseInt(tag.slice(4), 16), 2);
  head.write(vr, 4, 'latin1');
  if (LONG.has(vr)) head.writeUInt32LE(bytes.length, 8);
  else head.writeUInt16LE(bytes.length, 6);
  return Buffer.concat([head, bytes]);
}

/** `2.25.` and a random number (PS3.5 section B.2). */
export const uid = () => `2.25.${BigInt(`0x${randomBytes(15).toString('hex')}`)}`;

function part10(sopInstanceUid, dataSet) {
  const meta = Buffer.concat([
    element('00020001', 'OB', Buffer.from([0, 1])),
    element('00020002', 'UI', CT_IMAGE_STORAGE),
    element('00020003', 'UI', sopInstanceUid),
    element('00020010', 'UI', EXPLICIT_VR_LITTLE_ENDIAN),
    element('00020012', 'UI', '1.2.3.4'),
  ]);
  const start = Buffer.concat([Buffer.alloc(128), Buffer.from('DICM')]);
  return Buffer.concat([start, element('00020000', 'UL', meta.length), meta, ...dataSet]);
}

/** A body and a table with noise, as 12 bits of 16: neither blank nor the same twice. */
function pixels(size, number) {
  const values = new Uint16Array(size * size);
  let state = (number + 1) * 2654435761;
  for (let at = 0; at < values.length; at += 1) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    const x = (at % size) / size - 0.5;
    const y = Math.floor(at / size) / size - 0.5;
    const inside = x * x * 1.6 + y * y * 2.4 < 0.16;
    values[at] = (inside ? 1040 : 24) + (state >>> 26);
  }
  return Buffer.from(values.buffer);
}

/** One slice as a Part 10 file. `size`: rows and columns. */
export function ctSlice({ study, series, patientId, number: slice, size = 512, studyDate = '20261128' }) {
  const sopInstanceUid = uid();
  const position = `-250\\-250\\${(slice * 1.25).toFixed(2)}`;
  const bytes = part10(sopInstanceUid, [
    element('00080005', 'CS', 'ISO_IR 100'),
    element('00080008', 'CS', 'ORIGINAL\\PRIMARY\\AXIAL'),
    element('00080016', 'UI', CT_IMAGE_STORAGE),
    element('00080018', 'UI', sopInstanceUid),
    element('00080020', 'DA', studyDate),
    element('00080021', 'DA', '20261128'),
    element('00080022', 'DA', '20261128'),
    element('00080023', 'DA', '20261128'),
    element('00080030', 'TM', '101500'),
    element('00080031', 'TM', '101530'),
    element('00080050', 'SH', `ACC${patientId}`),
    element('00080060', 'CS', 'CT'),
    element('00080070', 'LO', 'GENERATED'),
    element('00080080', 'LO', 'BENCH'),
    element('00080090', 'PN', 'REFERRER^NO'),
    element('00081010', 'SH', 'CT01'),
    element('00081030', 'LO', 'CT THORAX'),
    element('0008103E', 'LO', 'AXIAL 1.25'),
    element('00081090', 'LO', 'GENERATOR'),
    element('00100010', 'PN', `BENCH^${patientId}`),
    element('00100020', 'LO', patientId),
    element('00100030', 'DA', '19600101'),
    element('00100040', 'CS', 'O'),
    element('00101010', 'AS', '066Y'),
    element('00180015', 'CS', 'CHEST'),
    element('00180022', 'CS', 'HELICAL MODE'),
    element('00180050', 'DS', '1.25'),
    element('00180060', 'DS', '120'),
    element('00180090', 'DS', '500'),
    element('00181020', 'LO', '1.0'),
    element('00181030', 'LO', 'THORAX'),
    element('00181100', 'DS', '500'),
    element('00181120', 'DS', '0'),
    element('00181150', 'IS', '500'),
    element('00181151', 'IS', '200'),
    element('00181210', 'SH', 'STANDARD'),
    element('00185100', 'CS', 'HFS'),
    element('0020000D', 'UI', study),
    element('0020000E', 'UI', series),
    element('00200010', 'SH', '1'),
    element('00200011', 'IS', '2'),
    element('00200012', 'IS', '1'),
    element('00200013', 'IS', slice),
    element('00200032', 'DS', position),
    element('00200037', 'DS', '1\\0\\0\\0\\1\\0'),
    element('00200052', 'UI', `${series}.1`),
    element('00201040', 'LO', ''),
    element('00201041', 'DS', (slice * 1.25).toFixed(2)),
    element('00280002', 'US', 1),
    element('00280004', 'CS', 'MONOCHROME2'),
    element('00280010', 'US', size),
    element('00280011', 'US', size),
    element('00280030', 'DS', '0.976562\\0.976562'),
    element('00280100', 'US', 16),
    element('00280101', 'US', 12),
    element('00280102', 'US', 11),
    element('00280103', 'US', 0),
    element('00281050', 'DS', '40'),
    element('00281051', 'DS', '400'),
    element('00281052', 'DS', '-1024'),
    element('00281053', 'DS', '1'),
    element('7FE00010', 'OW', pixels(size, slice)),
  ]);
  return { sopInstanceUid, study, series, bytes };
}

/** `count` slices of one series of a new study. */
export function ctSeries(count, { size, patientId = `B${randomBytes(4).toString('hex')}` } = {}) {
  const [study, series] = [uid(), uid()].map((value) => value.slice(0, 60));
  return Array.from({ length: count }, (_, index) =>
    ctSlice({ study, series, patientId, number: index + 1, size }),
  );
}
