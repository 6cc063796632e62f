import { background, circle, colour, type Drawing, rect, times } from './svg';

/** Squares by chance with the three corner marks of a QR code; it says nothing. */
const codePattern: Drawing = (canvas) => {
  const { width, height, random } = canvas;
  const cells = 25 + 4 * random.whole(3);
  const cell = Math.min(width, height) / (cells + 8);
  const at = (index: number): number => (index + 4) * cell;
  const mark = (x: number, y: number): string =>
    rect(at(x), at(y), 7 * cell, 7 * cell, 'fill="#000"') +
    rect(at(x + 1), at(y + 1), 5 * cell, 5 * cell, 'fill="#fff"') +
    rect(at(x + 2), at(y + 2), 3 * cell, 3 * cell, 'fill="#000"');
  return (
    background(canvas, '#fff') +
    times(cells * cells, (index) =>
      random.next() < 0.5
        ? rect(at(index % cells), at(Math.floor(index / cells)), cell, cell, 'fill="#000"')
        : '',
    ) +
    mark(0, 0) +
    mark(cells - 7, 0) +
    mark(0, cells - 7)
  );
};

const barcode: Drawing = (canvas) => {
  const { width, height, random } = canvas;
  let x = width * 0.1;
  return (
    background(canvas, '#fff') +
    times(70, () => {
      const wide = 1 + random.whole(4);
      const bar = x < width * 0.9 ? rect(x, height * 0.2, wide, height * 0.6, 'fill="#000"') : '';
      x += wide + 1 + random.whole(4);
      return bar;
    })
  );
};

const checkerboard: Drawing = (canvas) => {
  const { width, height, random } = canvas;
  const cell = 16 + random.whole(48);
  const columns = Math.ceil(width / cell);
  return (
    background(canvas, '#fff') +
    times(columns * Math.ceil(height / cell), (index) => {
      const [column, row] = [index % columns, Math.floor(index / columns)];
      return (column + row) % 2 === 0 ? rect(column * cell, row * cell, cell, cell, 'fill="#111"') : '';
    })
  );
};

const gradient: Drawing = (canvas) => {
  const { width, height, random } = canvas;
  const kind = random.next() < 0.5 ? 'linearGradient' : 'radialGradient';
  const turned = kind === 'linearGradient' ? ` gradientTransform="rotate(${random.whole(90)})"` : '';
  return `<defs><${kind} id="g"${turned}><stop offset="0" stop-color="${colour(random)}"/><stop offset="1" stop-color="#0a0a0a"/></${kind}></defs>${rect(0, 0, width, height, 'fill="url(#g)"')}`;
};

const bubbles: Drawing = (canvas) => {
  const { width, height, random } = canvas;
  return (
    background(canvas, '#101820') +
    times(60, () =>
      circle(
        random.next() * width,
        random.next() * height,
        8 + random.whole(50),
        `fill="${colour(random)}" opacity=".6"`,
      ),
    )
  );
};

export const patterns: Readonly<Record<string, Drawing>> = {
  codePattern,
  barcode,
  checkerboard,
  gradient,
  bubbles,
};
