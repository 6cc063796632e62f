import type { GreyImage } from './grey-image';

/** How to bring stored pixels into the standard position: first transpose, then flip. */
export interface DisplayOrientation {
  transpose: boolean;
  /** Left-right, after the transposition. */
  flipX: boolean;
  /** Top-bottom, after the transposition. */
  flipY: boolean;
}

const UPRIGHT: DisplayOrientation = { transpose: false, flipX: false, flipY: false };

/**
 * The way from (0020,0020) Patient Orientation to the standard position of a frontal film: rows run to the patient's
 * left, columns to the feet. Absent or not frontal (anterior-posterior rows, say): left as stored.
 */
export function displayOrientation(patientOrientation: readonly string[]): DisplayOrientation {
  const row = (patientOrientation[0] ?? '').charAt(0);
  const column = (patientOrientation[1] ?? '').charAt(0);
  if ('LR'.includes(row) && 'HF'.includes(column) && row && column)
    return { transpose: false, flipX: row === 'R', flipY: column === 'H' };
  if ('HF'.includes(row) && 'LR'.includes(column) && row && column)
    return { transpose: true, flipX: column === 'R', flipY: row === 'H' };
  return UPRIGHT;
}

/** Turns and mirrors a frontal film into the standard position; others come back as they are. */
export function toDisplayOrientation(image: GreyImage, patientOrientation: readonly string[]): GreyImage {
  const { transpose, flipX, flipY } = displayOrientation(patientOrientation);
  if (!transpose && !flipX && !flipY) return image;
  const width = transpose ? image.height : image.width;
  const height = transpose ? image.width : image.height;
  const data = new Uint8Array(image.data.length);
  for (let y = 0; y < height; y++) {
    const v = flipY ? height - 1 - y : y;
    for (let x = 0; x < width; x++) {
      const u = flipX ? width - 1 - x : x;
      data[y * width + x] = image.data[transpose ? u * image.width + v : v * image.width + u]!;
    }
  }
  return { width, height, data };
}

/** A box [x, y, width, height] in fractions of the displayed image, in fractions of the stored one. */
export function toStoredBox(
  box: readonly [number, number, number, number],
  patientOrientation: readonly string[],
): [number, number, number, number] {
  const { transpose, flipX, flipY } = displayOrientation(patientOrientation);
  const [x, y, width, height] = box;
  const u = flipX ? 1 - x - width : x;
  const v = flipY ? 1 - y - height : y;
  return transpose ? [v, u, height, width] : [u, v, width, height];
}
