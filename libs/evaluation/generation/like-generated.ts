import { burnSyntheticMark, enlarge, type GreyImage, markedRows } from '@wetread/inference';
import { resize } from '../pictures/resample';

/**
 * A real film as if the generator had made it: its middle square, as coarse, enlarged and marked alike. What is left
 * between both is what the generator draws differently.
 */
export async function likeGenerated(film: GreyImage, size: number): Promise<GreyImage> {
  return burnSyntheticMark(enlarge(await resize(middleSquare(film), size, size)));
}

function middleSquare({ width, height, data }: GreyImage): GreyImage {
  const side = Math.min(width, height);
  const [left, top] = [Math.floor((width - side) / 2), Math.floor((height - side) / 2)];
  const square = new Uint8Array(side * side);
  for (let row = 0; row < side; row += 1) {
    const start = (top + row) * width + left;
    square.set(data.subarray(start, start + side), row * side);
  }
  return { width: side, height: side, data: square };
}

/** A generated film whose mark somebody has painted over with the grey of the rows above. */
export function markBlanked(film: GreyImage): GreyImage {
  const { width, height, data } = film;
  const rows = markedRows(width);
  const top = height - rows;
  const blanked = Uint8Array.from(data);
  for (let row = 0; row < rows; row += 1) {
    const source = (top - 1 - row) * width;
    blanked.set(data.subarray(source, source + width), (top + row) * width);
  }
  return { width, height, data: blanked };
}

/** A generated film whose foot somebody has cut off with the mark. */
export function markCut({ width, height, data }: GreyImage): GreyImage {
  const kept = height - markedRows(width);
  return { width, height: kept, data: data.slice(0, kept * width) };
}
