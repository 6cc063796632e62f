import { background, circle, colour, type Drawing, line, rect, text, times } from './svg';

const textPage: Drawing = (canvas) => {
  const { width, height, random } = canvas;
  const rows = Math.floor((height - 90) / 22);
  return (
    background(canvas, '#fffef8') +
    text(40, 46, 26, line(random, 20)) +
    times(rows, (index) => text(40, 84 + index * 22, 14, line(random, width / 9)))
  );
};

const form: Drawing = (canvas) => {
  const { width, height, random } = canvas;
  const rows = Math.floor((height - 60) / 48);
  return (
    background(canvas, '#fff') +
    times(rows, (index) => {
      const y = 40 + index * 48;
      return (
        text(24, y + 18, 14, line(random, 12)) +
        rect(width * 0.4, y, width * 0.5, 28, 'fill="none" stroke="#444"') +
        (random.next() < 0.4 ? text(width * 0.42, y + 20, 15, line(random, 10), 'fill="#225"') : '')
      );
    })
  );
};

const table: Drawing = (canvas) => {
  const { width, height, random } = canvas;
  const columns = 4 + random.whole(4);
  const wide = (width - 20) / columns;
  return (
    background(canvas, '#fff') +
    times(Math.floor((height - 20) / 28), (row) =>
      times(
        columns,
        (column) =>
          rect(
            10 + column * wide,
            10 + row * 28,
            wide,
            28,
            `fill="${row === 0 ? '#ccd' : 'none'}" stroke="#777"`,
          ) +
          text(
            16 + column * wide,
            29 + row * 28,
            13,
            row === 0 ? line(random, 6) : String(random.whole(9000)),
          ),
      ),
    )
  );
};

const screen: Drawing = (canvas) => {
  const { width, height, random } = canvas;
  const dark = random.next() < 0.5;
  const [ground, panel, ink] = dark ? ['#14181d', '#242b33', '#dfe6ee'] : ['#eef1f5', '#ffffff', '#1d2530'];
  return (
    background(canvas, ground) +
    rect(0, 0, width, 44, `fill="${colour(random)}"`) +
    rect(0, 44, width * 0.22, height, `fill="${panel}"`) +
    times(8, (index) => text(16, 84 + index * 34, 14, line(random, 8), `fill="${ink}"`)) +
    times(6, (index) => {
      const x = width * 0.25 + (index % 3) * width * 0.25;
      const y = 70 + Math.floor(index / 3) * height * 0.42;
      return (
        rect(x, y, width * 0.22, height * 0.36, `fill="${panel}" rx="8"`) +
        circle(x + width * 0.11, y + height * 0.14, height * 0.08, `fill="${colour(random)}"`) +
        text(x + 12, y + height * 0.31, 13, line(random, 12), `fill="${ink}"`)
      );
    })
  );
};

const calendar: Drawing = (canvas) => {
  const { width, height, random } = canvas;
  const [wide, tall] = [(width - 20) / 7, (height - 70) / 5];
  return (
    background(canvas, '#fff') +
    text(20, 36, 24, line(random, 9)) +
    times(35, (day) => {
      const [x, y] = [10 + (day % 7) * wide, 60 + Math.floor(day / 7) * tall];
      const busy = random.next() < 0.3 ? rect(x + 4, y + 26, wide - 8, 16, `fill="${colour(random)}"`) : '';
      return (
        rect(x, y, wide, tall, 'fill="none" stroke="#999"') + text(x + 6, y + 18, 13, String(day + 1)) + busy
      );
    })
  );
};

export const pages: Readonly<Record<string, Drawing>> = { textPage, form, table, screen, calendar };
