/** A copy with the bytes of each word of `size` in the opposite order; an incomplete last word stays. */
export function swapWords(bytes: Uint8Array, size: number): Uint8Array {
  const swapped = Uint8Array.from(bytes);
  if (size === 1) return swapped;
  for (let at = 0; at + size <= swapped.length; at += size) swapped.subarray(at, at + size).reverse();
  return swapped;
}

/** Size of the words that byte order applies to (PS3.5 section 7.3); an AT is two words. */
const SIZES: Readonly<Record<string, number>> = {
  US: 2, SS: 2, AT: 2, OW: 2, UL: 4, SL: 4, FL: 4, OL: 4, OF: 4, FD: 8, OD: 8, SV: 8, UV: 8, OV: 8,
}; // prettier-ignore
export const wordSize = (vr: string): number => SIZES[vr] ?? 1;

/** {@link swapWords} over a stream whose chunks end anywhere. */
export async function* swapStream(
  chunks: AsyncIterable<Uint8Array>,
  size: number,
): AsyncGenerator<Uint8Array> {
  let rest: Uint8Array = new Uint8Array();
  for await (const chunk of chunks) {
    const joined = rest.length > 0 ? Buffer.concat([rest, chunk]) : chunk;
    const whole = joined.length - (joined.length % size);
    rest = joined.subarray(whole);
    if (whole > 0) yield swapWords(joined.subarray(0, whole), size);
  }
  if (rest.length > 0) yield rest;
}
