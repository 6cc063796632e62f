import { forEachTextCell, glyphHeight, textCells } from '@wetread/dicom';
import type { GreyImage } from '../grey-image';

/** What stands at the foot of every film that is made from text. */
const BURNED_IN_WORDS = 'SYNTHETIC - NOT A PATIENT';

/** Cells of black around the words. */
const MARGIN = 2;

/** Rows at the foot of a picture of this width that the mark covers. */
export const markedRows = (width: number): number => (glyphHeight + 2 * MARGIN) * unitOf(width);

/** A picture with the mark burned in at its foot: white on a black plate, so that it is read on any film. */
export function burnSyntheticMark({ width, height, data }: GreyImage): GreyImage {
  const marked = Uint8Array.from(data);
  const unit = unitOf(width);
  const words = textCells(BURNED_IN_WORDS) * unit;
  const left = Math.floor((width - words) / 2);
  const top = height - markedRows(width);
  const fill = (x: number, y: number, columns: number, rows: number, value: number): void => {
    for (let row = Math.max(0, y); row < Math.min(height, y + rows); row += 1) {
      marked.fill(value, row * width + Math.max(0, x), row * width + Math.min(width, x + columns));
    }
  };
  fill(left - MARGIN * unit, top, words + 2 * MARGIN * unit, height - top, 0);
  forEachTextCell(BURNED_IN_WORDS, (column, row) =>
    fill(left + column * unit, top + (MARGIN + row) * unit, unit, unit, 255),
  );
  return { width, height, data: marked };
}

/** Pixels of a cell: the words take a half to all of the width. */
const unitOf = (width: number): number =>
  Math.max(1, Math.floor(width / (textCells(BURNED_IN_WORDS) + 2 * MARGIN)));
