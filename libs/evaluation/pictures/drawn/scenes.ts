import { background, circle, colour, type Drawing, polyline, rect, times } from './svg';

const landscape: Drawing = (canvas) => {
  const { width, height, random } = canvas;
  const ridge = (base: number, fill: string): string => {
    const points = Array.from({ length: 12 }, (_, index): [number, number] => [
      (index * width) / 11,
      height * (base + random.between(-0.08, 0.08)),
    ]);
    return polyline([[0, height], ...points, [width, height]], `fill="${fill}"`);
  };
  return (
    background(canvas, '#a8d0ef') +
    circle(width * random.between(0.2, 0.8), height * 0.2, height * 0.08, 'fill="#ffe27a"') +
    ridge(0.5, '#7f95a8') +
    ridge(0.65, '#5d8a58') +
    ridge(0.8, '#3d6b35')
  );
};

const skyline: Drawing = (canvas) => {
  const { width, height, random } = canvas;
  const houses = 9 + random.whole(8);
  const wide = width / houses;
  return (
    background(canvas, '#1b2340') +
    times(houses, (index) => {
      const tall = height * random.between(0.25, 0.8);
      const windows = times(Math.floor(tall / 26), (row) =>
        random.next() < 0.7
          ? rect(index * wide + wide * 0.25, height - tall + 8 + row * 26, wide * 0.5, 12, 'fill="#f3d27a"')
          : '',
      );
      return rect(index * wide, height - tall, wide - 3, tall, 'fill="#3c4463"') + windows;
    })
  );
};

/** A figure of lines, as somebody draws it by hand. */
const figure: Drawing = (canvas) => {
  const { width, height, random } = canvas;
  const shaky = (x: number, y: number): [number, number] => [
    width * (x + random.between(-0.015, 0.015)),
    height * (y + random.between(-0.015, 0.015)),
  ];
  const limb = (...points: [number, number][]): string =>
    polyline(
      points.map(([x, y]) => shaky(x, y)),
      'fill="none" stroke="#222" stroke-width="5" stroke-linecap="round"',
    );
  return (
    background(canvas, '#fbfaf5') +
    circle(width / 2, height * 0.22, height * 0.1, 'fill="none" stroke="#222" stroke-width="5"') +
    limb([0.5, 0.32], [0.5, 0.62]) +
    limb([0.5, 0.4], [0.36, 0.5], [0.3, 0.44]) +
    limb([0.5, 0.4], [0.64, 0.5], [0.7, 0.42]) +
    limb([0.5, 0.62], [0.42, 0.88]) +
    limb([0.5, 0.62], [0.58, 0.88])
  );
};

const scribble: Drawing = (canvas) => {
  const { width, height, random } = canvas;
  const stroke = (): string => {
    let [x, y] = [random.next() * width, random.next() * height];
    const points = Array.from({ length: 40 }, (): [number, number] => {
      x = Math.min(width, Math.max(0, x + random.between(-60, 60)));
      y = Math.min(height, Math.max(0, y + random.between(-60, 60)));
      return [x, y];
    });
    return polyline(points, `fill="none" stroke="${colour(random)}" stroke-width="${2 + random.whole(5)}"`);
  };
  return background(canvas, '#ffffff') + times(4, stroke);
};

/** Two dark ovals on grey: what a rule of thumb might take for lungs. */
const mask: Drawing = (canvas) => {
  const { width, height, random } = canvas;
  const oval = (x: number): string =>
    `<ellipse cx="${x * width}" cy="${height * 0.45}" rx="${width * 0.13}" ry="${height * random.between(0.12, 0.2)}" fill="#222"/>`;
  return (
    background(canvas, '#d8c9a8') +
    oval(0.33) +
    oval(0.67) +
    rect(width * 0.35, height * 0.75, width * 0.3, height * 0.05, `fill="${colour(random)}"`)
  );
};

export const scenes: Readonly<Record<string, Drawing>> = { landscape, skyline, figure, scribble, mask };
