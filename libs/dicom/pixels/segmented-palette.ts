import { PixelDataDamaged } from '../dicom-error';

const DISCRETE = 0;
const LINEAR = 1;
const INDIRECT = 2;

/**
 * Expands a segmented palette (PS3.3 C.7.9.2): discrete runs, linear ramps, and indirect segments that repeat earlier
 * ones. The result never exceeds `length` entries, so indirect segments cannot grow without bound.
 * @throws PixelDataDamaged
 */
export function expandSegments(words: readonly number[], length: number): number[] {
  const entries: number[] = [];
  let at = 0;
  while (at < words.length && entries.length < length) {
    if (words[at] === INDIRECT) {
      const copies = words[at + 1] ?? 0;
      const offset = (words[at + 2] ?? 0) + (words[at + 3] ?? 0) * 65536;
      let from = offset;
      for (let i = 0; i < copies && entries.length < length; i++) from = directSegment(words, from, entries);
      at += 4;
    } else at = directSegment(words, at, entries);
  }
  return entries;
}

/** Appends one discrete or linear segment; answers where the next one starts. */
function directSegment(words: readonly number[], at: number, entries: number[]): number {
  const opcode = words[at];
  const count = words[at + 1];
  if (count === undefined || count === 0) throw new PixelDataDamaged('a palette segment has no length');
  if (opcode === DISCRETE) {
    const run = words.slice(at + 2, at + 2 + count);
    if (run.length < count) throw new PixelDataDamaged('a palette segment reaches beyond the table');
    entries.push(...run);
    return at + 2 + count;
  }
  const start = entries.at(-1);
  const end = words[at + 2];
  if (opcode !== LINEAR || start === undefined || end === undefined)
    throw new PixelDataDamaged('a palette segment is neither discrete, linear nor indirect');
  for (let i = 1; i <= count; i++) entries.push(Math.round(start + ((end - start) * i) / count));
  return at + 3;
}
