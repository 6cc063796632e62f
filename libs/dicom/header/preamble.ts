import { ExecutablePreamble, NotDicom } from '../dicom-error';

/** Preamble and prefix, bytes. */
export const PART10_PREFIX_END = 132;

const magic: ReadonlyArray<readonly [kind: string, bytes: readonly number[]]> = [
  ['Windows or DOS program', [0x4d, 0x5a]],
  ['DOS program', [0x5a, 0x4d]],
  ['ELF program', [0x7f, 0x45, 0x4c, 0x46]],
  ['Mach-O program', [0xfe, 0xed, 0xfa]],
  ['Mach-O program', [0xcf, 0xfa, 0xed, 0xfe]],
  ['Mach-O program', [0xce, 0xfa, 0xed, 0xfe]],
  ['Mach-O or Java program', [0xca, 0xfe, 0xba, 0xbe]],
  ['WebAssembly program', [0x00, 0x61, 0x73, 0x6d]],
  ['script', [0x23, 0x21]],
];

/**
 * Checks preamble and prefix (PS3.10 section 7.1). A preamble that starts a program is refused rather than
 * neutralised, because stored bytes are never altered; TIFF and other data preambles are legitimate.
 * @throws NotDicom, ExecutablePreamble
 */
export function checkPreamble(bytes: Uint8Array): void {
  if (bytes.length === 0) throw new NotDicom('the file is empty');
  if (bytes.length < PART10_PREFIX_END)
    throw new NotDicom(`${bytes.length} bytes are too few for a preamble and prefix`);
  const prefix = String.fromCharCode(bytes[128]!, bytes[129]!, bytes[130]!, bytes[131]!);
  if (prefix !== 'DICM') throw new NotDicom('the prefix DICM is not at byte 128');
  const program = magic.find(([, start]) => start.every((byte, index) => bytes[index] === byte));
  if (program) throw new ExecutablePreamble(program[0]);
}
