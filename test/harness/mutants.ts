import { mulberry32 } from '@wetread/kernel';

/** What lengths and counts become when they lie. */
const TELLING = [0x00, 0x01, 0x7f, 0x80, 0xfe, 0xff];

/**
 * The bytes with up to six faults of a kind that writers make and attackers look for: flipped bits, extreme values,
 * swollen lengths, parts cut out, repeated or cut off. The same for the same seed.
 * @param from the first byte that may change
 */
export function mutant(original: Uint8Array, seed: number, from = 0): Buffer {
  const chance = mulberry32(seed);
  const next = (below: number): number => Math.floor(chance() * below);
  let bytes = Buffer.from(original);
  for (let faults = 1 + next(6); faults > 0 && bytes.length > from; faults -= 1) {
    const at = from + next(bytes.length - from);
    const length = 1 + next(Math.min(64, bytes.length - at));
    switch (next(7)) {
      case 0:
      case 1:
        bytes[at] = (bytes[at] ?? 0) ^ (1 << next(8));
        break;
      case 2:
        bytes[at] = TELLING[next(TELLING.length)] ?? 0;
        break;
      case 3:
        bytes.fill(0xff, at, Math.min(bytes.length, at + 4));
        break;
      case 4:
        bytes = Buffer.concat([bytes.subarray(0, at), bytes.subarray(at + length)]);
        break;
      case 5:
        bytes = Buffer.concat([bytes.subarray(0, at + length), bytes.subarray(at)]);
        break;
      default:
        if (next(4) === 0) bytes = bytes.subarray(0, at);
    }
  }
  return bytes;
}
