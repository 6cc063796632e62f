import { findingLabel } from '@wetread/terminology';
import sharp from 'sharp';
import type { Box } from '../../measures/overlap';
import type { LookedFilm } from './looked-film';
import { colourOf, escaped, percent } from './marks';

const COLUMNS = 4;
const WIDTH = 392;
const FILM = 190;
const MARGIN = 6;
const SIZE = 11;
const LINE = 13;
/** Characters of that size beside the film and below it; the fonts of machines differ, so it is a little narrow. */
const BESIDE = 29;
const BELOW = 68;

/** A line of a cell. */
interface Line {
  readonly text: string;
  readonly style: string;
}

/** Many drafts as one picture (PNG), for readers who look at pictures only; a row is as high as its longest draft. */
export async function contactSheet(films: readonly LookedFilm[]): Promise<Buffer> {
  const width = COLUMNS * WIDTH;
  const rows = Array.from({ length: Math.ceil(films.length / COLUMNS) }, (_, row) =>
    films.slice(row * COLUMNS, (row + 1) * COLUMNS).map(cellOf),
  );
  let height = 0;
  const drawn = rows.flatMap((cells) => {
    const top = height;
    const high = Math.max(...cells.map((cell) => cell.height));
    height += high;
    return cells.map(
      ({ content }, column) =>
        `<svg x="${column * WIDTH}" y="${top}" width="${WIDTH}" height="${high}"><rect width="${WIDTH}" height="${high}" fill="none" stroke="#ccd3da"/>${content}</svg>`,
    );
  });
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="${width}" height="${height}"><rect width="${width}" height="${height}" fill="#fff"/>${drawn.join('')}</svg>`;
  // A sheet of twenty films with their pictures is a large document for the parser, but our own.
  return sharp(Buffer.from(svg), { unlimited: true }).png().toBuffer();
}

function cellOf(film: LookedFilm): { readonly content: string; readonly height: number } {
  const scale = FILM / Math.max(film.width, film.height);
  const [width, height] = [film.width * scale, film.height * scale];
  const picture = `<image x="${MARGIN}" y="${MARGIN}" width="${width}" height="${height}" xlink:href="data:image/jpeg;base64,${film.jpeg.toString('base64')}"/>`;
  const beside = lines(besideFilm(film), BESIDE);
  const below = lines(sentenceLines(film), BELOW);
  const upper = Math.max(FILM, beside.length * LINE) + MARGIN;
  return {
    content: [
      picture,
      ...film.boxes.map(({ box }, index) => boxMark(box, index + 1, width, height)),
      written(beside, FILM + 2 * MARGIN, MARGIN + LINE),
      written(below, MARGIN, upper + LINE),
    ].join(''),
    height: upper + below.length * LINE + 2 * MARGIN,
  };
}

function boxMark([x, y, w, h]: Box, number: number, width: number, height: number): string {
  const colour = colourOf(number);
  const [left, top] = [MARGIN + x * width, MARGIN + y * height];
  return `<rect x="${left}" y="${top}" width="${w * width}" height="${h * height}" fill="none" stroke="${colour}" stroke-width="1.5"/><text x="${left + 2}" y="${top + 11}" font-family="sans-serif" font-size="11" font-weight="bold" fill="${colour}">${number}</text>`;
}

const GREY = 'fill="#5a6b7b"';
const BLACK = 'fill="#111"';
const RED = 'fill="#b00020"';

const named = (codes: readonly string[]): string => codes.map(findingLabel).join(', ');

function besideFilm({ number, image, labels, read, chances, refusal, sentences }: LookedFilm): Line[] {
  const flags = sentences.flatMap((sentence) => sentence.flags);
  return [
    { text: `${number}. ${image}`, style: `${BLACK} font-weight="bold"` },
    { text: `Labels: ${named(labels) || 'No finding'}`, style: 'fill="#0a5c8f"' },
    { text: `Draft: ${named(read) || 'nothing'}`, style: BLACK },
    ...chances.slice(0, SHOWN).map(({ code, probability, present }) => ({
      text: `${present ? '* ' : ''}${findingLabel(code)} ${percent(probability)}`,
      style: present ? BLACK : GREY,
    })),
    ...(refusal === null ? [] : [{ text: `Refused: ${refusal}`, style: RED }]),
    ...flags.map((text) => ({ text, style: RED })),
  ];
}

/** Probabilities that are worth their line. */
const SHOWN = 6;

const sentenceLines = ({ sentences }: LookedFilm): Line[] =>
  sentences.map(({ text, isFinding, box, section }) => ({
    text: `${section === 'impression' ? 'I: ' : ''}${box === null ? '' : `[${box}] `}${text}`,
    style: isFinding || section === 'impression' ? BLACK : GREY,
  }));

/** Breaks what is too long between words. */
const lines = (texts: readonly Line[], most: number): Line[] =>
  texts.flatMap(({ text, style }) => broken(text, most).map((line) => ({ text: line, style })));

function broken(text: string, most: number): string[] {
  const told: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    if (line !== '' && line.length + 1 + word.length > most) {
      told.push(line);
      line = `  ${word}`;
    } else line = line === '' ? word : `${line} ${word}`;
  }
  return [...told, line];
}

const written = (texts: readonly Line[], x: number, y: number): string =>
  texts
    .map(
      ({ text, style }, index) =>
        `<text x="${x}" y="${y + index * LINE}" font-family="sans-serif" font-size="${SIZE}" xml:space="preserve" ${style}>${escaped(text)}</text>`,
    )
    .join('');
