import { forEachTextCell, glyphHeight, textCells } from '@wetread/dicom';
import type { FilmGrid } from './film-grid';
import type { PhantomView } from './phantom-finding';
import type { RandomStream } from './random';

export interface MarkOptions {
  random: RandomStream;
  view: PhantomView;
  phantomMark: boolean;
}

const WHITE = 4095;
const MARKER_GREY = 3900;

/** Side markers vary by seed alone, never with the findings; PHANTOM stands at the foot of the film. */
export function drawMarks(pixels: Uint16Array, grid: FilmGrid, options: MarkOptions): void {
  const { random, view, phantomMark } = options;
  const unit = Math.max(1, Math.round((grid.height / 512) * random.between(1.6, 3.2)));
  const patientRight = random.chance(0.45);
  const inset = random.between(0.03, 0.08);
  const y = grid.height * random.between(0.03, 0.12);
  const shown = random.chance(0.88);
  const word = view === 'AP' && random.chance(0.6) ? 'PORTABLE' : random.chance(0.3) ? view : '';
  if (shown) {
    const letter = patientRight ? 'R' : 'L';
    const x = patientRight ? grid.width * inset : grid.width * (1 - inset) - unit * 5;
    writeText(pixels, grid, { text: letter, x, y, unit, value: MARKER_GREY });
    if (word) {
      const small = Math.max(1, Math.round(unit * 0.5));
      const wordX = patientRight ? x : x + unit * 5 - small * textCells(word);
      writeText(pixels, grid, { text: word, x: wordX, y: y + unit * 9, unit: small, value: MARKER_GREY });
    }
  }
  if (!phantomMark) return;
  const cell = Math.max(1, Math.round(grid.width / 320));
  const x = (grid.width - cell * textCells('PHANTOM')) / 2;
  const foot = grid.height - cell * (glyphHeight + 4);
  writeText(pixels, grid, { text: 'PHANTOM', x, y: foot, unit: cell, value: WHITE, plate: true });
}

interface TextRun {
  text: string;
  x: number;
  y: number;
  unit: number;
  value: number;
  /** A black plate behind the letters keeps them readable on a bright abdomen. */
  plate?: boolean;
}

function writeText(pixels: Uint16Array, grid: FilmGrid, run: TextRun): void {
  const left = Math.round(run.x);
  const top = Math.round(run.y);
  if (run.plate) {
    const pad = 2 * run.unit;
    const right = left + textCells(run.text) * run.unit + pad;
    fill(
      pixels,
      grid,
      { left: left - pad, top: top - pad, right, bottom: top + glyphHeight * run.unit + pad },
      0,
    );
  }
  forEachTextCell(run.text, (column, row) => {
    const x = left + column * run.unit;
    const y = top + row * run.unit;
    fill(pixels, grid, { left: x, top: y, right: x + run.unit, bottom: y + run.unit }, run.value);
  });
}

function fill(
  pixels: Uint16Array,
  grid: FilmGrid,
  area: { left: number; top: number; right: number; bottom: number },
  value: number,
): void {
  for (let y = Math.max(0, area.top); y < Math.min(grid.height, area.bottom); y += 1) {
    for (let x = Math.max(0, area.left); x < Math.min(grid.width, area.right); x += 1) {
      pixels[y * grid.width + x] = value;
    }
  }
}

/** Shutters: some films show a black border where the collimator's blades stood. */
export function collimate(pixels: Uint16Array, grid: FilmGrid, random: RandomStream): void {
  if (!random.chance(0.45)) return;
  const blades = {
    left: Math.round(grid.width * random.between(0, 0.03)),
    right: Math.round(grid.width * random.between(0, 0.03)),
    top: Math.round(grid.height * random.between(0, 0.025)),
    bottom: Math.round(grid.height * random.between(0, 0.03)),
  };
  const { width, height } = grid;
  fill(pixels, grid, { left: 0, top: 0, right: blades.left, bottom: height }, 0);
  fill(pixels, grid, { left: width - blades.right, top: 0, right: width, bottom: height }, 0);
  fill(pixels, grid, { left: 0, top: 0, right: width, bottom: blades.top }, 0);
  fill(pixels, grid, { left: 0, top: height - blades.bottom, right: width, bottom: height }, 0);
}
