/** How the bytes of one code element (G0 or G1) become text. */
export interface CodeSet {
  /** Name for iconv-lite, after `wrap` has moved the bytes to where that encoding expects them. */
  encoding: string;
  bytesPerCharacter: 1 | 2;
  /** Whether the set lies in G0 (bytes below 0x80) or in G1. */
  element: 'G0' | 'G1';
  wrap?: (bytes: Uint8Array) => Uint8Array;
}

const high = (bytes: Uint8Array): Uint8Array => bytes.map((byte) => byte | 0x80);
// EUC-JP tells JIS X 0212 by a leading SS3 before each pair.
const afterSs3 = (bytes: Uint8Array): Uint8Array =>
  Uint8Array.from([0x8f, bytes[0]! | 0x80, bytes[1]! | 0x80]);

const g1 = (encoding: string): CodeSet => ({ encoding, bytesPerCharacter: 1, element: 'G1' });

export const ascii: CodeSet = { encoding: 'ascii', bytesPerCharacter: 1, element: 'G0' };

/** Code sets by the number in their defined term (PS3.3 tables C.12-2 to C.12-4); IR 13 has two halves. */
export const codeSets: Readonly<Record<string, readonly CodeSet[]>> = {
  6: [ascii],
  100: [g1('iso-8859-1')],
  101: [g1('iso-8859-2')],
  109: [g1('iso-8859-3')],
  110: [g1('iso-8859-4')],
  144: [g1('iso-8859-5')],
  127: [g1('iso-8859-6')],
  126: [g1('iso-8859-7')],
  138: [g1('iso-8859-8')],
  148: [g1('iso-8859-9')],
  203: [g1('iso-8859-15')],
  166: [g1('tis620')],
  13: [g1('shift_jis'), { encoding: 'shift_jis', bytesPerCharacter: 1, element: 'G0' }],
  87: [{ encoding: 'euc-jp', bytesPerCharacter: 2, element: 'G0', wrap: high }],
  159: [{ encoding: 'euc-jp', bytesPerCharacter: 2, element: 'G0', wrap: afterSs3 }],
  149: [{ encoding: 'euc-kr', bytesPerCharacter: 2, element: 'G1' }],
  58: [{ encoding: 'gb2312', bytesPerCharacter: 2, element: 'G1' }],
};

const set = (number: number, index = 0): CodeSet => codeSets[number]?.[index] ?? ascii;

/** Escape sequences, without the ESC itself (PS3.3 tables C.12-3 and C.12-4). */
export const escapes: ReadonlyArray<readonly [sequence: string, set: CodeSet]> = [
  ['(B', ascii],
  ['(J', set(13, 1)],
  [')I', set(13)],
  ['-A', set(100)],
  ['-B', set(101)],
  ['-C', set(109)],
  ['-D', set(110)],
  ['-F', set(126)],
  ['-G', set(127)],
  ['-H', set(138)],
  ['-L', set(144)],
  ['-M', set(148)],
  ['-T', set(166)],
  ['-b', set(203)],
  ['$B', set(87)],
  ['$(D', set(159)],
  ['$)C', set(149)],
  ['$)A', set(58)],
];

/** Encodings that stand alone, without code extension (PS3.3 table C.12-5). */
export const wholeEncodings: Readonly<Record<string, string>> = {
  192: 'utf-8',
  GB18030: 'gb18030',
  GBK: 'gbk',
};

/** The key of a defined term in the tables above: `ISO_IR 100`, `ISO 2022 IR 100` and common misspellings give 100. */
export function termKey(term: string): string {
  const upper = term.trim().toUpperCase();
  return /IR[ _-]?(\d+)/.exec(upper)?.[1] ?? (/^UTF[ _-]?8$/.test(upper) ? '192' : upper);
}

/** Defined terms of (0008,0005) that are read (PS3.3 section C.12.1.1.2); for the conformance statement. */
export const readableCharacterSets: readonly string[] = [
  ...Object.keys(codeSets).map((number) => `ISO_IR ${number} and ISO 2022 IR ${number}`),
  ...Object.keys(wholeEncodings).map((term) => (/^\d+$/.test(term) ? `ISO_IR ${term}` : term)),
];
